//! JSON with comments, trailing commas or a key twice: read here, refused or read otherwise by others.

use crate::rules::{Context, Report, grammar};
use crate::workspace::{Lenient, Service};
use std::sync::Arc;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let mut rest: &[Lenient] = &service.lenient;
    while let Some(first) = rest.first() {
        let len = rest.iter().take_while(|one| Arc::ptr_eq(&one.at.source, &first.at.source)).count();
        let finding = report.at(first.at.clone());
        finding.says(&*first.message).help("take it out; other readers of this file need not be as patient");
        if len > 1 {
            finding.note(format!("the file has {} like this", grammar::count(len, "place")));
        }
        rest = &rest[len..];
    }
}
