//! When Easter is.

use chrono::NaiveDate;

/// Easter Sunday by the Gregorian computus; None outside the calendar's years.
pub fn easter_sunday(year: i32) -> Option<NaiveDate> {
    // The moon's cycle of 19 years, and the century's corrections to it and to the leap years.
    let golden = year.rem_euclid(19);
    let century = year.div_euclid(100);
    let leap_correction = century.div_euclid(4);
    let moon_correction = (century + 8).div_euclid(25);
    let epact = (19 * golden + century - leap_correction - (century - moon_correction + 1).div_euclid(3)
        + 15)
        .rem_euclid(30);
    let to_sunday = (32 + 2 * century.rem_euclid(4) + 2 * year.rem_euclid(100).div_euclid(4)
        - epact
        - year.rem_euclid(100).rem_euclid(4))
    .rem_euclid(7);
    let late = (golden + 11 * epact + 22 * to_sunday).div_euclid(451);
    let from_march = epact + to_sunday - 7 * late + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(from_march.div_euclid(31)).ok()?,
        u32::try_from(from_march.rem_euclid(31) + 1).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_almanacs_put_it() {
        for (year, date) in [
            (1818, "1818-03-22"),
            (1943, "1943-04-25"),
            (2000, "2000-04-23"),
            (2008, "2008-03-23"),
            (2019, "2019-04-21"),
            (2024, "2024-03-31"),
            (2027, "2027-03-28"),
            (2038, "2038-04-25"),
        ] {
            assert_eq!(easter_sunday(year), date.parse().ok());
        }
    }
}
