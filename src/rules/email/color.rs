//! Colours of inline styles, and how well one is read on another.
//!
//! Source: WCAG 2.1, success criterion 1.4.3 and the definitions of relative luminance and contrast ratio.

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Color([u8; 3]);

pub(super) const WHITE: Color = Color([255; 3]);

/// The words of CSS that are used in mails.
const NAMED: [(&str, [u8; 3]); 20] = [
    ("black", [0, 0, 0]),
    ("blue", [0, 0, 255]),
    ("darkblue", [0, 0, 139]),
    ("darkgray", [169, 169, 169]),
    ("darkgreen", [0, 100, 0]),
    ("darkgrey", [169, 169, 169]),
    ("darkred", [139, 0, 0]),
    ("gray", [128, 128, 128]),
    ("green", [0, 128, 0]),
    ("grey", [128, 128, 128]),
    ("lightgray", [211, 211, 211]),
    ("lightgrey", [211, 211, 211]),
    ("lime", [0, 255, 0]),
    ("navy", [0, 0, 128]),
    ("orange", [255, 165, 0]),
    ("red", [255, 0, 0]),
    ("silver", [192, 192, 192]),
    ("white", [255, 255, 255]),
    ("yellow", [255, 255, 0]),
    ("maroon", [128, 0, 0]),
];

impl Color {
    /// A colour of CSS: `#9a9a9a`, `#999`, `rgb(1, 2, 3)` or a usual word.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        if let Some(hex) = text.strip_prefix('#') {
            let digits: Vec<u8> = hex
                .chars()
                .map(|one| one.to_digit(16).and_then(|one| u8::try_from(one).ok()))
                .collect::<Option<_>>()?;
            return match digits.as_slice() {
                [r, g, b] => Some(Self([r * 17, g * 17, b * 17])),
                [r, r2, g, g2, b, b2] => Some(Self([r * 16 + r2, g * 16 + g2, b * 16 + b2])),
                _ => None,
            };
        }
        if let Some(parts) = text.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')')) {
            let parts: Vec<u8> = parts.split(',').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
            return <[u8; 3]>::try_from(parts).ok().map(Self);
        }
        NAMED.iter().find(|(name, _)| *name == text).map(|(_, parts)| Self(*parts))
    }

    fn luminance(self) -> f64 {
        let linear = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// From 1 (the same) to 21 (black on white).
    pub(super) fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

/// A property of an inline style.
pub(super) fn property<'s>(style: &'s str, name: &str) -> Option<&'s str> {
    style.split(';').filter_map(|one| one.split_once(':')).find_map(|(property, value)| {
        property.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_end_matches("!important").trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_reckoned_as_the_standard_has_it() {
        let on_white = |text: &str| Color::read(text).map(|color| (color.contrast(WHITE) * 10.0).round() / 10.0);
        assert_eq!(on_white("#000"), Some(21.0));
        assert_eq!(on_white("#9a9a9a"), Some(2.8));
        assert_eq!(on_white("#767676"), Some(4.5));
        assert_eq!(on_white("RED"), Some(4.0));
        assert_eq!(on_white("rgb(27, 27, 27)"), Some(17.2));
        assert_eq!([on_white("#12"), on_white("var(--x)"), on_white("#gggggg")], [None; 3]);
        assert_eq!(property("Color: red; background:#fff", "color"), Some("red"));
    }
}
