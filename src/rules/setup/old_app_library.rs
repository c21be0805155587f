//! An app that sends notices by a library which cannot.

use crate::rules::context::Joined;
use crate::rules::{Context, Report};

/// The first version that sends notices.
const FIRST: [u32; 3] = [8, 1, 0];

pub(crate) fn check(joined: &Joined, _: &Context<'_>, report: &mut Report<'_>) {
    for app in &joined.sending.apps {
        let Some(client) = joined.sending.client_of(app) else { continue };
        let old = |version: &str| is_before(version.trim(), FIRST);
        let packages: Vec<_> =
            joined.sending.packages_of(app).filter(|(_, package)| old(&package.version.value)).collect();
        let Some(((setup, package), rest)) = packages.split_first() else { continue };
        let finding = report.at(setup.at(package.version.span));
        finding
            .says(format!(
                "the app sends notices, and version {} of {} is older than 8.1.0, the first that Altinn says can do so",
                package.version.value.trim(),
                package.name.value
            ))
            .help("take the latest version of both packages, `Altinn.App.Core` and `Altinn.App.Api`")
            .also(client, "notices are sent by this client");
        for (setup, package) in rest {
            finding.also(setup.at(package.version.span), "this one too");
        }
    }
}

/// Whether a version is certainly older: what floats, or is set elsewhere, is not known.
fn is_before(version: &str, first: [u32; 3]) -> bool {
    let (numbers, preview) = version.split_once('-').map_or((version, false), |(numbers, _)| (numbers, true));
    let parts: Option<Vec<u32>> = numbers.split('.').map(|part| part.parse().ok()).collect();
    let Some(mut parts) = parts.filter(|parts| (1..=4).contains(&parts.len())) else { return false };
    parts.resize(3, 0);
    // A preview comes before the version that it leads to.
    parts.as_slice() < first.as_slice() || (preview && parts == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_version_that_is_known_can_be_too_old() {
        for (version, expected) in [
            ("7.15.2", true),
            ("8.0.12", true),
            ("8.1.0-preview.3", true),
            ("8", true),
            ("8.1.0", false),
            ("8.10.1", false),
            ("9.0.0-preview.1", false),
            ("8.*", false),
            ("[8.0,9.0)", false),
            ("$(AltinnVersion)", false),
            ("", false),
        ] {
            assert_eq!(is_before(version, FIRST), expected, "{version}");
        }
    }
}
