//! What stands in rows of an area: the distribution between providers, the districts.
//!
//! In: figures. Out: a line a row with a tab between its cells, as a spreadsheet gives them. Never reads any.

use super::area::Portions;
use super::decimal::{Decimal, Exact};
use super::figures::{Capacity, District};

/// The shares in one row.
pub fn shares(share: &Portions<Decimal>) -> Option<String> {
    let cells =
        [share.municipal, share.private, share.nonprofit].map(|cell| cell.map(|cell| cell.to_string()));
    cells.iter().any(Option::is_some).then(|| row(cells))
}

/// A row of each district.
pub fn districts(list: &[District]) -> Option<String> {
    let exact = |number: Option<&Exact>| number.map(Exact::to_plain_string);
    let one = |district: &District| {
        let (whole, municipal, private) = match &district.capacity {
            None => (None, None, None),
            Some(Capacity::District(ceiling)) => (Some(ceiling), None, None),
            Some(Capacity::Providers { municipal, private }) => (None, municipal.as_ref(), private.as_ref()),
        };
        let figures = [Some(&district.volume), district.in_house.as_ref(), whole, municipal, private];
        row([Some(district.name.clone())].into_iter().chain(figures.map(exact)))
    };
    (!list.is_empty()).then(|| list.iter().map(one).collect::<Vec<_>>().join("\n"))
}

fn row(cells: impl IntoIterator<Item = Option<String>>) -> String {
    cells.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>().join("\t")
}
