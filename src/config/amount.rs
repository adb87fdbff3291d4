//! Sizes and spans of time as people write them: `1 MiB`, `90 days`.

use chrono::TimeDelta;

/// Bytes from `512`, `64 KiB`, `1 MiB` or `2 GiB` (`KB` and `MB` count in thousands).
pub fn bytes(text: &str) -> Result<u64, String> {
    let (number, unit) = split(text)?;
    let unit = match unit.to_ascii_lowercase().as_str() {
        "" | "b" | "bytes" => 1,
        "kib" => 1 << 10,
        "mib" => 1 << 20,
        "gib" => 1 << 30,
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        _ => return Err(format!("`{text}` is not a size: write it like 1 MiB or 500 KiB")),
    };
    number.checked_mul(unit).ok_or_else(|| format!("`{text}` is too large"))
}

/// A span of time from `30 minutes`, `12 hours`, `90 days` or `6 weeks`.
pub fn span(text: &str) -> Result<TimeDelta, String> {
    let (number, unit) = split(text)?;
    let wrong = || format!("`{text}` is not a span of time: write it like 90 days or 12 hours");
    let number = i64::try_from(number).map_err(|_| wrong())?;
    match unit.to_ascii_lowercase().trim_end_matches('s') {
        "minute" => TimeDelta::try_minutes(number),
        "hour" => TimeDelta::try_hours(number),
        "day" => TimeDelta::try_days(number),
        "week" => TimeDelta::try_weeks(number),
        _ => None,
    }
    .filter(|span| *span <= TimeDelta::days(36_500))
    .ok_or_else(wrong)
}

fn split(text: &str) -> Result<(u64, &str), String> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number = text[..end].parse().map_err(|_| format!("`{text}` does not begin with a whole number"))?;
    Ok((number, text[end..].trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, expected) in [
            ("1 MiB", 1 << 20),
            ("512", 512),
            ("64KiB", 65_536),
            ("2 GB", 2_000_000_000),
            (" 1 mib ", 1 << 20),
        ] {
            assert_eq!(bytes(text), Ok(expected), "{text}");
        }
        for wrong in ["", "MiB", "1 parsec", "-1", "99999999999 GiB"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn spans_are_read_as_people_write_them() {
        assert_eq!(span("90 days"), Ok(TimeDelta::days(90)));
        assert_eq!(span("1 hour"), Ok(TimeDelta::hours(1)));
        for wrong in ["", "days", "1 fortnight", "99999999999999 weeks", "99999999999999999999 days"] {
            assert!(span(wrong).is_err(), "{wrong}");
        }
    }
}
