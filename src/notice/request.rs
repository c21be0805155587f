//! The request line that a carrier sends an order with.

use super::Form;
use crate::syntax::Mapped;

/// Method and address of a request.
#[derive(Clone, Debug)]
pub struct Request {
    /// `POST` and the like, as written; empty where the carrier does not say.
    pub method: String,
    /// The address as written, variables included.
    pub url: Mapped,
}

/// The paths of the APIs, each with the form of order that it takes. The longest that fits counts. Source:
/// Altinn/altinn-notifications @0d0183f, `Controllers`; Altinn/altinn-correspondence @da78516; Altinn/altinn-studio
/// @e049d2c, `InstancesController.cs`.
const PATHS: [(&str, Form); 10] = [
    ("/future/orders/instant/sms", Form::Instant),
    ("/future/orders/instant/email", Form::Instant),
    ("/future/orders/instant", Form::Instant),
    ("/future/orders/composed-email", Form::Composed),
    ("/future/orders", Form::OrderV2),
    ("/orders/email", Form::OrderV1),
    ("/orders/sms", Form::OrderV1),
    ("/orders", Form::OrderV1),
    ("/correspondence/upload", Form::CorrespondenceMultipart),
    ("/correspondence/api/v1/correspondence", Form::Correspondence),
];

/// Paths beside which there is a newer one, with it.
const OLDER: [(&str, &str); 4] = [
    ("/future/orders/instant", "/future/orders/instant/sms"),
    ("/orders/email", "/future/orders"),
    ("/orders/sms", "/future/orders"),
    ("/notifications/api/v1/orders", "/future/orders"),
];

impl Request {
    /// The address without what stands behind `?` or `#`, and without a slash at its end.
    fn path(&self) -> &str {
        let whole = self.url.as_str().split(['?', '#']).next().unwrap_or_default();
        whole.trim().trim_end_matches('/')
    }

    /// Whether it is sent as a `POST`, or may be.
    fn posts(&self) -> bool {
        self.method.is_empty() || self.method.eq_ignore_ascii_case("post")
    }

    /// The form of order that the address takes, if it is one of Altinn's.
    pub fn form(&self) -> Option<Form> {
        let path = self.path().to_ascii_lowercase();
        let is_other = path.ends_with("/future/orders") && path.contains("/status");
        PATHS.iter().find(|(end, _)| self.posts() && !is_other && path.ends_with(end)).map(|(_, form)| *form)
    }

    /// Whether the address is the one where an app makes instances.
    pub(super) fn makes_instance(&self) -> bool {
        self.posts() && self.path().to_ascii_lowercase().ends_with("/instances")
    }

    /// The newer path, where the address is an older one that still works.
    pub fn newer(&self) -> Option<&'static str> {
        let path = self.path().to_ascii_lowercase();
        let fits = |end: &str| path.ends_with(end) && (end != "/orders" || !path.ends_with("/future/orders"));
        OLDER.iter().find(|(end, _)| self.posts() && fits(end)).map(|(_, newer)| *newer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn request(method: &str, url: &str) -> Request {
        Request { method: method.into(), url: Mapped::verbatim(url, Span::default()) }
    }

    #[test]
    fn the_path_settles_the_form() {
        for (url, form, newer) in [
            ("{{base}}/notifications/api/v1/orders/sms", Form::OrderV1, Some("/future/orders")),
            ("https://platform.altinn.no/notifications/api/v1/future/orders?a=b", Form::OrderV2, None),
            ("{{base}}/notifications/api/v1/future/orders/instant/", Form::Instant, Some("/future/orders/instant/sms")),
            ("{{base}}/notifications/api/v1/future/orders/instant/sms", Form::Instant, None),
            ("{{base}}/correspondence/api/v1/correspondence/upload", Form::CorrespondenceMultipart, None),
            ("{{base}}/correspondence/api/v1/correspondence", Form::Correspondence, None),
        ] {
            let request = request("POST", url);
            assert_eq!((request.form(), request.newer()), (Some(form), newer), "{url}");
        }
        assert_eq!(request("GET", "{{base}}/notifications/api/v1/orders").form(), None);
        assert_eq!(request("POST", "https://example.com/receipts").form(), None);
    }
}
