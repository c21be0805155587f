//! Where it was read what Altinn's services ask and its decision point adds.

pub(super) const CONTEXT_HANDLER: &str = "Altinn/altinn-authorization-tmp @f7ff53bd2 ContextHandler.cs";
pub(super) const TOKENS: &str =
    "Altinn/altinn-authorization-tmp @f7ff53bd2 ContextHandler.cs: from the token of a service owner only";
pub(super) const NEW_ROLES: &str =
    "Altinn/altinn-authorization-tmp @f7ff53bd2 PolicyInformationPointController.cs (4dba0ee71, 2026-05-12)";
pub(super) const NOTIFICATIONS: &str = "Altinn/altinn-notifications @0d0183fb1 AuthorizationService.cs";
pub(super) const STORAGE: &str = "Altinn/altinn-storage @d9364e40 Authorization/AuthorizationService.cs";
pub(super) const EVENTS: &str = "Altinn/altinn-events @d7232ac8 AppCloudEventXacmlMapper.cs";
