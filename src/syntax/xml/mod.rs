//! A lossless spanned XML tree on quick-xml.
