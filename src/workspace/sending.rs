//! How a repository sends: where it calls the Notifications API, and which scopes it asks for.

use crate::setup::{COMPOSED_EMAIL, CallKind, NOTIFICATIONS, Package, ScopeList, Setup};
use crate::source::Location;
use std::path::{Path, PathBuf};

/// Folders that hold the configuration of the project around them.
const OF_CONFIGURATION: [&str; 18] = [
    ".nais",
    "nais",
    "deploy",
    "deployment",
    "deployments",
    "config",
    "conf",
    "infra",
    "terraform",
    "k8s",
    "kubernetes",
    "helm",
    "environments",
    "env",
    "environment",
    "resources",
    "main",
    "src",
];

/// What a repository does to send notices.
#[derive(Clone, Debug, Default)]
pub struct Sending {
    /// What single files say, in the order of their paths.
    pub setups: Vec<Setup>,
    /// Orders of the repository, and whether they are of e-mails with attachments.
    pub orders: Vec<(Location, bool)>,
    /// The folders of apps.
    pub apps: Vec<PathBuf>,
}

/// A scope without which the API refuses what is sent.
pub struct Lack<'a> {
    /// The scope.
    pub scope: &'static str,
    /// The lists in which it could stand, each with its file; never empty.
    pub lists: Vec<(&'a Setup, &'a ScopeList)>,
    /// Where the API is called.
    pub call: Location,
}

impl Sending {
    /// The scopes that are lacking beyond doubt: the API is called, a list of scopes stands in the project that calls it,
    /// and in nothing that was read the scope, or anything like it, is asked for. Apps come with a token of the platform
    /// and need none.
    pub fn lacks(&self) -> Vec<Lack<'_>> {
        let lists = || self.setups.iter().flat_map(|setup| setup.scopes.iter().map(move |list| (setup, list)));
        let is_open = self.setups.iter().any(|setup| setup.is_partial) || lists().any(|(_, list)| list.has_holes);
        if is_open {
            return Vec::new();
        }
        let lack = |(scope, composed): (&'static str, bool)| {
            let mut scopes = lists().flat_map(|(_, list)| &list.scopes);
            if scopes.any(|asked| asked.value == scope || meant_by(&asked.value) == Some(scope)) {
                return None;
            }
            self.calls(composed).into_iter().find_map(|call| {
                let fits = |(setup, _): &(&Setup, &ScopeList)| self.is_beside(setup, &call);
                let lists: Vec<_> = lists().filter(fits).collect();
                (!lists.is_empty()).then_some(Lack { scope, lists, call })
            })
        };
        [(NOTIFICATIONS, false), (COMPOSED_EMAIL, true)].into_iter().filter_map(lack).collect()
    }

    /// Where orders are sent, or stand to be sent, outside of apps.
    fn calls(&self, composed: bool) -> Vec<Location> {
        let kind = if composed { CallKind::ComposedEmail } else { CallKind::Order };
        let addresses = self.setups.iter().flat_map(|setup| {
            setup.calls.iter().filter(|call| call.kind == kind).map(|call| setup.at(call.span)).take(1)
        });
        let orders = self.orders.iter().filter(|(_, is_composed)| *is_composed == composed).map(|(at, _)| at.clone());
        addresses.chain(orders).filter(|at| self.app_of(at.source.path()).is_none()).collect()
    }

    /// Whether the scopes of a file are asked for by the project that calls the API there. What a request for a token
    /// asks for is known to be meant for the calls of the same file only.
    fn is_beside(&self, setup: &Setup, call: &Location) -> bool {
        let path = setup.source.path();
        if self.app_of(path).is_some() {
            return false;
        }
        if setup.is_of_requests { path == call.source.path() } else { call.source.path().starts_with(project_of(path)) }
    }

    /// The folder of the app that a file belongs to.
    pub fn app_of(&self, path: &Path) -> Option<&Path> {
        self.apps.iter().map(PathBuf::as_path).find(|app| path.starts_with(app))
    }

    /// The packages that a project of an app builds upon, with their files: its own, and those that are set for all
    /// projects in a folder above it.
    pub fn packages_of<'a>(&'a self, app: &'a Path) -> impl Iterator<Item = (&'a Setup, &'a Package)> {
        let is_of_app = move |setup: &&Setup| {
            let path = setup.source.path();
            let is_own = path.starts_with(app);
            let is_above = path.extension().is_some_and(|end| end == "props")
                && path.parent().is_some_and(|folder| app.starts_with(folder));
            is_own || is_above
        };
        self.setups
            .iter()
            .filter(is_of_app)
            .flat_map(|setup| setup.packages.iter().map(move |package| (setup, package)))
    }

    /// Where an app orders notices by the clients of its library.
    pub fn client_of(&self, app: &Path) -> Option<Location> {
        let own = self.setups.iter().filter(|setup| setup.source.path().starts_with(app));
        let mut clients = own.flat_map(|setup| {
            setup.calls.iter().filter(|call| call.kind == CallKind::AppClient).map(move |call| setup.at(call.span))
        });
        clients.next()
    }
}

/// The scope of the Notifications API that something else than it seems to mean.
pub fn meant_by(scope: &str) -> Option<&'static str> {
    /// Scopes of Altinn's that look like it and are others.
    const OTHERS: [&str; 2] = ["altinn:system/notifications.condition.check", "altinn:notifications.support.admin"];
    /// So many letters may differ.
    const MOST: usize = 3;
    let known = [COMPOSED_EMAIL, NOTIFICATIONS];
    if known.contains(&scope) || OTHERS.contains(&scope) {
        return None;
    }
    let letters = |text: &str| text.to_lowercase().chars().filter(|one| one.is_alphabetic()).collect::<String>();
    let lower = scope.to_lowercase();
    let near = known.into_iter().find(|right| strsim::osa_distance(&lower, right) <= MOST);
    // A part is left out, or separated in another way.
    let is_short = || {
        let letters = letters(scope);
        let tail = |word: &str| letters.ends_with(word) && lower.starts_with("altinn");
        match (tail("composedemailcreate"), tail("notificationscreate") || tail("notificationcreate")) {
            (true, _) => Some(COMPOSED_EMAIL),
            (_, true) => Some(NOTIFICATIONS),
            _ => None,
        }
    };
    near.or_else(is_short)
}

/// The folder of the project that a file of configuration belongs to.
fn project_of(path: &Path) -> &Path {
    let mut folder = path.parent().unwrap_or(Path::new(""));
    while let Some(name) = folder.file_name().and_then(|name| name.to_str())
        && OF_CONFIGURATION.iter().any(|known| known.eq_ignore_ascii_case(name))
    {
        folder = folder.parent().unwrap_or(Path::new(""));
    }
    folder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_scope_is_told_from_another_one() {
        for scope in [
            "altinn:serviceowner/notification.create",
            "altinn:serviceowner/notifications:create",
            "altinn:notifications.create",
            "altinn:serviceOwner/notifications.create",
            "altinn:serviceowner.notifications.create",
        ] {
            assert_eq!(meant_by(scope), Some(NOTIFICATIONS), "{scope}");
        }
        assert_eq!(meant_by("altinn:serviceowner/notifications.composedmail.create"), Some(COMPOSED_EMAIL));
        for scope in [
            NOTIFICATIONS,
            COMPOSED_EMAIL,
            "altinn:serviceowner/instances.create",
            "altinn:system/notifications.condition.check",
            "eksempel:notifications.create",
            "altinn:correspondence.write",
        ] {
            assert_eq!(meant_by(scope), None, "{scope}");
        }
    }

    #[test]
    fn configuration_belongs_to_the_project_around_it() {
        for path in ["varsel/.nais/prod.yaml", "varsel/src/main/resources/application.yaml", "varsel/appsettings.json"]
        {
            assert_eq!(project_of(Path::new(path)), Path::new("varsel"), "{path}");
        }
        assert_eq!(project_of(Path::new("deploy/dev.yaml")), Path::new(""));
    }
}
