//! Every request that can occur, as the analysis of all of them at once takes it.

use super::attribute as name;
use super::domain::Domain;
use super::register;
use super::requests;
use super::service::Place;
use super::subjects::{Asker, Count, SubjectAttribute};
use crate::pdp::analysis::{self, Open, Point, Value};
use crate::xacml::{Category, Policy};

impl Domain {
    /// Everybody who can ask this policy, at these places, for these actions. A person is the first of the askers.
    pub fn every_request(&self, policy: &Policy<'_>, places: &[Place], actions: &[String]) -> analysis::Domain {
        let place = |place: &Place| {
            Point::new(place.display(), Category::Resource, &requests::place_probe(self.service(), place))
        };
        let action = |action: &String| Point::new(action.clone(), Category::Action, &requests::action_probe(action));
        analysis::Domain {
            askers: self.askers(policy),
            places: places.iter().map(place).collect(),
            actions: actions.iter().map(action).collect(),
            people: Vec::new(),
        }
    }

    /// A person with whatever a person may hold, and somebody else with whatever else the policy names.
    fn askers(&self, policy: &Policy<'_>) -> Vec<analysis::Asker> {
        let of_person: Vec<&SubjectAttribute> = self.subject_attributes(Asker::User).collect();
        let held = of_person.iter().filter(|one| one.count != Count::One);
        let open = held.map(|one| Open {
            single: one.count == Count::UpToOne,
            ended: self.ended(one.id),
            ..Open::strings(Category::Subject, one.id)
        });
        let somebody = requests::somebody();
        let person = analysis::Asker {
            name: "a person".to_owned(),
            fixed: vec![Value::string(Category::Subject, somebody.attribute.clone(), somebody.value.clone())],
            open: open.collect(),
        };
        let mut others: Vec<&str> = policy
            .matches()
            .map(|(_, one)| one)
            .filter(|one| one.category() == Category::Subject)
            .map(|one| one.attribute_id())
            .filter(|id| of_person.iter().all(|known| known.id != *id))
            .collect();
        others.sort_unstable();
        others.dedup();
        let open = others.into_iter().map(|id| Open::strings(Category::Subject, id.to_owned())).collect();
        vec![person, analysis::Asker { name: "somebody else".to_owned(), fixed: Vec::new(), open }]
    }

    /// The values of an attribute that are delivered to nobody any more.
    fn ended(&self, attribute: &str) -> Vec<String> {
        match attribute == name::ROLE_CODE && self.version().altinn2_is_over() {
            true => register::ending_with_altinn2().map(str::to_owned).collect(),
            false => Vec::new(),
        }
    }
}
