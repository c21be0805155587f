//! A tree of generated apps, made from those in `fixtures/apps`: the same on every machine, each app as its number has it.

#![allow(
    dead_code,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "the benchmark and the test take what they need"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The apps that all others are made from, each with the word that its texts call the service by.
const ORIGINALS: [(&str, &str); 3] =
    [("healthy", "serveringsbevilling"), ("template-2022", "naeringsavfall"), ("form-rule-trap", "omsetningsoppgave")];

/// What happens to policies by hand: a text, and what it becomes. Not every app has every text.
const SLIPS: [&[(&str, &str)]; 4] =
    [&[], &[(">DAGL<", ">DAGL <")], &[(">complete<", ">confirm<")], &[(">BEST<", "> BEST<"), (">REVI<", ">REVISOR<")]];

/// Of so many apps, one has an order beside it that names it.
const ORDERS: usize = 4;

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) files: usize,
    pub(crate) bytes: u64,
}

/// Makes apps, one after another.
pub(crate) struct Maker {
    originals: Vec<BTreeMap<PathBuf, String>>,
}

impl Maker {
    pub(crate) fn new() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/apps");
        Self { originals: ORIGINALS.iter().map(|(name, _)| texts_below(&folder.join(name))).collect() }
    }

    /// The files of an app, by their paths from the root of the tree.
    pub(crate) fn app(&self, number: usize) -> BTreeMap<PathBuf, String> {
        let kind = number % ORIGINALS.len();
        let slip = SLIPS[number / ORIGINALS.len() % SLIPS.len()];
        let (original, name) = (&self.originals[kind], ORIGINALS[kind].1);
        let id = format!("{name}-{number:05}");
        // So many apps lie in one folder as a team has.
        let folder = PathBuf::from(format!("team-{:03}", number / 50)).join(&id);
        let mut files = BTreeMap::new();
        for (path, text) in original {
            let mut text = text.replace(&format!("eksempel/{name}"), &format!("eksempel/{id}"));
            if path.ends_with("policy.xml") {
                for (from, to) in slip {
                    text = text.replacen(from, to, 1);
                }
            }
            files.insert(folder.join(path), text);
        }
        if number.is_multiple_of(ORDERS) {
            files.insert(folder.join("orders/varsel.json"), order(number, &id));
        }
        files
    }
}

/// Writes so many apps below a folder.
pub(crate) fn write(folder: &Path, apps: usize) -> Written {
    let maker = Maker::new();
    let mut written = Written::default();
    for (path, text) in (0..apps).flat_map(|number| maker.app(number)) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(path, &text).expect("writable");
        written.files += 1;
        written.bytes += text.len() as u64;
    }
    written
}

fn texts_below(folder: &Path) -> BTreeMap<PathBuf, String> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("the fixtures can be walked"));
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below the folder").to_owned();
            (path, fs::read_to_string(entry.path()).expect("a text"))
        })
        .collect()
}

/// An SMS to whoever may read the app.
fn order(number: usize, id: &str) -> String {
    format!(
        r#"{{
  "idempotencyId": "sak-{number}",
  "recipient": {{
    "recipientOrganization": {{
      "orgNumber": "123456785",
      "channelSchema": "Sms",
      "resourceId": "urn:altinn:resource:app_eksempel_{id}",
      "smsSettings": {{
        "sender": "Eksempel",
        "body": "Eksempelkommune har sendt $recipientName$ et brev i sak {number}. Les det på Altinns nettsider."
      }}
    }}
  }}
}}
"#
    )
}
