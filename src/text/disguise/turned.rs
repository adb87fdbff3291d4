//! Letters upside down.

/// The letter an upside-down one is when the page is turned.
pub(super) fn upright(c: char) -> Option<char> {
    Some(match c {
        'ɐ' => 'a',
        'ɔ' => 'c',
        'ǝ' => 'e',
        'ɟ' => 'f',
        'ƃ' | 'ɓ' => 'g',
        'ɥ' => 'h',
        'ᴉ' => 'i',
        'ɾ' => 'j',
        'ʞ' => 'k',
        'ן' | 'ʅ' | '˥' => 'l',
        'ɯ' => 'm',
        'ɹ' => 'r',
        'ʇ' => 't',
        'ʌ' => 'v',
        'ʍ' => 'w',
        'ʎ' => 'y',
        '∀' | 'Ɐ' => 'A',
        'Ɔ' => 'C',
        'Ǝ' => 'E',
        'Ⅎ' => 'F',
        '⅁' => 'G',
        'ſ' => 'J',
        '⅂' => 'L',
        'ᗡ' => 'D',
        'ᗺ' => 'B',
        'Ԁ' => 'P',
        'ᴚ' => 'R',
        '⊥' | '┴' => 'T',
        '∩' => 'U',
        'Λ' => 'V',
        '⅄' => 'Y',
        _ => return None,
    })
}

/// Letters that are others upside down: `u` is an `n`, `d` is a `p`.
pub(super) fn flipped(c: char) -> char {
    match c {
        'b' => 'q',
        'q' => 'b',
        'd' => 'p',
        'p' => 'd',
        'n' => 'u',
        'u' => 'n',
        'M' => 'W',
        'W' => 'M',
        ',' => '\'',
        '\'' => ',',
        '6' => '9',
        '9' => '6',
        other => upright(other).unwrap_or(other),
    }
}
