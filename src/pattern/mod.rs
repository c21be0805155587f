//! Patterns: what a rule looks for where no program is needed for that, compiled once and asked of every notice.

mod engine;
mod literal;
mod machine;
mod table;

pub use engine::{Engine, Hit, Spared};
pub use table::{
    Addressee, Grade, Holes, Lists, Mistake, Moment, Place, Table, Together, Wanted, Weight, Words, compile, of_words,
    one_or_many,
};
