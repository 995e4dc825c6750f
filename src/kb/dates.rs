//! The dates of tenures: days, months or years in the table → first and last day.

use jiff::civil::Date;

/// The first day of a day, month or year (`2026-05-04`, `2026-05`, `2026`).
pub(super) fn first_day(text: &str) -> Option<Date> {
    let (year, month, day) = parts(text)?;
    Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()
}

/// The last day of a day, month or year.
pub(super) fn last_day(text: &str) -> Option<Date> {
    let (year, month, day) = parts(text)?;
    match (month, day) {
        (Some(_), Some(_)) => first_day(text),
        (Some(month), None) => Some(Date::new(year, month, 1).ok()?.last_of_month()),
        _ => Date::new(year, 12, 31).ok(),
    }
}

/// Year, month and day, each of which but the first may be missing.
fn parts(text: &str) -> Option<(i16, Option<i8>, Option<i8>)> {
    let mut fields = text.split('-');
    let year = fields.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let mut number = || match fields.next() {
        Some(field) if field.len() == 2 => field.parse().map(Some).map_err(|_| ()),
        Some(_) => Err(()),
        None => Ok(None),
    };
    let (month, day) = (number().ok()?, number().ok()?);
    fields.next().is_none().then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_months_and_years() {
        assert_eq!(first_day("2026-05-04"), Some(date(2026, 5, 4)));
        assert_eq!(first_day("2026"), Some(date(2026, 1, 1)));
        assert_eq!(last_day("2024-02"), Some(date(2024, 2, 29)));
        assert_eq!(last_day("2024"), Some(date(2024, 12, 31)));
    }

    #[test]
    fn what_is_no_date() {
        for text in ["", "26", "2026-13", "2026-02-30", "2026-5-4", "May 2026", "2026-05-04-01", "2026-05-"] {
            assert_eq!(first_day(text), None, "{text}");
        }
    }
}
