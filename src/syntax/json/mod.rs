//! A spanned JSON tree.
