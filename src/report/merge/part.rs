//! One file that a shard wrote, read so that no more of it is in memory than its findings, packed.

use super::list::{List, Reading};
use super::{findings, sarif};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;
use std::io::Read;

/// What one file says.
#[derive(Debug, Default)]
pub struct Part {
    /// All but the findings; where a list of runs stood, there is nothing in its place.
    pub(super) rest: Map<String, Value>,
    pub(super) findings: Option<List>,
    pub(super) silenced: Option<List>,
    pub(super) runs: Vec<Run>,
}

/// A run of SARIF.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// All but the results, in whose place there is nothing.
    pub(super) rest: Value,
    pub(super) results: Option<List>,
}

/// What can be joined, each with its own kind alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Our JSON.
    Findings,
    /// SARIF of ours.
    Sarif,
}

impl Part {
    /// Reads a file.
    ///
    /// # Errors
    /// What is no JSON, or has another form than any file of ours.
    pub fn read(file: impl Read) -> serde_json::Result<Self> {
        let mut deserializer = serde_json::Deserializer::from_reader(file);
        let part = Self::deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(part)
    }

    /// The name of its form, if it says one.
    pub fn schema(&self) -> Option<&str> {
        self.rest.get("schema")?.as_str()
    }

    /// What it is, if it is one of ours.
    pub fn kind(&self) -> Option<Kind> {
        if self.schema() == Some(crate::report::json::SCHEMA) {
            Some(Kind::Findings)
        } else if sarif::is_ours(self) {
            Some(Kind::Sarif)
        } else {
            None
        }
    }
}

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Whole)
    }
}

struct Whole;

impl<'de> Visitor<'de> for Whole {
    type Value = Part;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Part, A::Error> {
        let mut part = Part::default();
        while let Some(name) = members.next_key::<String>()? {
            match name.as_str() {
                "findings" => part.findings = Some(members.next_value_seed(Reading(findings::known))?),
                "silenced" => part.silenced = Some(members.next_value_seed(Reading(findings::known))?),
                "runs" => {
                    part.runs = members.next_value()?;
                    part.rest.insert(name, Value::Null);
                }
                _ => {
                    part.rest.insert(name, members.next_value()?);
                }
            }
        }
        Ok(part)
    }
}

impl<'de> Deserialize<'de> for Run {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OfRun)
    }
}

struct OfRun;

impl<'de> Visitor<'de> for OfRun {
    type Value = Run;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Run, A::Error> {
        let (mut rest, mut results) = (Map::new(), None);
        while let Some(name) = members.next_key::<String>()? {
            if name == "results" {
                results = Some(members.next_value_seed(Reading(sarif::known))?);
                rest.insert(name, Value::Null);
            } else {
                rest.insert(name, members.next_value()?);
            }
        }
        Ok(Run { rest: Value::Object(rest), results })
    }
}
