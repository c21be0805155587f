//! Where in a file a text is: a small part of `JSONPath` (RFC 9535).

use std::fmt;

/// A path such as `$.sms.body`, `$.texts[*].value` or `$..body`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldPath {
    steps: Vec<PathStep>,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// `.name` or `['name']`.
    Name(String),
    /// `[2]`, counted from 0.
    Index(usize),
    /// `.*` or `[*]`.
    Every,
    /// `..name`: that name at any depth.
    Anywhere(String),
}

/// What is wrong with a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathError {
    /// What is wrong, lower-case start.
    pub message: &'static str,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message)
    }
}

const NO_NAME: PathError = PathError { message: "a name is missing behind the dot" };

impl FieldPath {
    /// Reads a path.
    ///
    /// # Errors
    /// What of it is not understood; filters, slices and unions are not.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let mut rest = text.strip_prefix('$').ok_or(PathError { message: "a path starts with `$`" })?;
        let mut steps = Vec::new();
        while !rest.is_empty() {
            let (step, after) = if let Some(inside) = rest.strip_prefix("..") {
                let (name, after) = name(inside)?;
                (PathStep::Anywhere(name.to_owned()), after)
            } else if let Some(after) = rest.strip_prefix(".*") {
                (PathStep::Every, after)
            } else if let Some(inside) = rest.strip_prefix('.') {
                let (name, after) = name(inside)?;
                (PathStep::Name(name.to_owned()), after)
            } else if let Some(inside) = rest.strip_prefix('[') {
                bracket(inside)?
            } else {
                return Err(PathError { message: "a step starts with `.` or `[`" });
            };
            steps.push(step);
            rest = after;
        }
        Ok(Self { steps })
    }

    /// The steps from the root on.
    pub fn steps(&self) -> &[PathStep] {
        &self.steps
    }
}

fn name(text: &str) -> Result<(&str, &str), PathError> {
    let end = text.find(['.', '[']).unwrap_or(text.len());
    let (name, after) = text.split_at(end);
    if name.is_empty() || name == "*" { Err(NO_NAME) } else { Ok((name, after)) }
}

fn bracket(text: &str) -> Result<(PathStep, &str), PathError> {
    if let Some(quote) = text.chars().next().filter(|first| matches!(first, '\'' | '"')) {
        let (name, after) = text[1..].split_once(quote).ok_or(PathError { message: "a quote is never closed" })?;
        let after = after.strip_prefix(']').ok_or(PathError { message: "a bracket is never closed" })?;
        return Ok((PathStep::Name(name.to_owned()), after));
    }
    let (inside, after) = text.split_once(']').ok_or(PathError { message: "a bracket is never closed" })?;
    match inside.trim() {
        "*" => Ok((PathStep::Every, after)),
        number => match number.parse() {
            Ok(index) => Ok((PathStep::Index(index), after)),
            Err(_) => Err(PathError { message: "between brackets stands a number, `*`, or a name in quotes" }),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_step_by_step() {
        let name = |text: &str| PathStep::Name(text.to_owned());
        let path = FieldPath::parse("$.varsel['sms.tekst'][0][*].*..body").expect("a path");
        let expected = [
            name("varsel"),
            name("sms.tekst"),
            PathStep::Index(0),
            PathStep::Every,
            PathStep::Every,
            PathStep::Anywhere("body".to_owned()),
        ];
        assert_eq!(path.steps(), expected);
        assert_eq!(FieldPath::parse("$").expect("the root").steps(), []);
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for (text, message) in [
            ("sms.body", "a path starts with `$`"),
            ("$sms", "a step starts with `.` or `[`"),
            ("$.", "a name is missing behind the dot"),
            ("$..", "a name is missing behind the dot"),
            ("$['a", "a quote is never closed"),
            ("$[0", "a bracket is never closed"),
            ("$[?(@.a)]", "between brackets stands a number, `*`, or a name in quotes"),
        ] {
            assert_eq!(FieldPath::parse(text), Err(PathError { message }), "{text}");
        }
    }
}
