//! The geographic districts, to be read back.
//!
//! In: areas. Out: a sheet with a row a district, in order. Unit and source stand in the first row of an area alone,
//! so that there is one place to change them; an area that has nothing else has a row with just them.

use super::Written;
use super::paper::Paper;
use crate::load::{DistrictPart, SheetKind};
use crate::model::{Area, Capacity, District, Exact};
use crate::texts::Texts;

/// One row a district.
pub fn fill(paper: &mut Paper<'_>, (areas, ids): (&[&Area], &[String]), texts: &Texts) -> Written {
    let look = paper.look;
    for (column, part) in (0..).zip(DistrictPart::ALL) {
        paper.text(0, column, part.key(), &look.key)?;
    }
    for (column, part) in (0..).zip(DistrictPart::ALL) {
        let (heading, width) = heading(part, texts);
        let is_text = matches!(
            part,
            DistrictPart::Area | DistrictPart::Name | DistrictPart::Unit | DistrictPart::Source
        );
        paper.heading(1, column, heading, width, false)?;
        // Numbers that are typed in show all their decimals.
        let format = match part {
            DistrictPart::InHouse => &look.per_cent,
            _ if is_text => &look.typed,
            _ => &look.number,
        };
        paper.sheet.set_column_format(column, format)?;
    }
    paper.sheet.set_row_height(1, 48)?;
    let mut row = 2;
    for (area, id) in areas.iter().zip(ids) {
        let Some(districts) = &area.districts else { continue };
        paper.about(area);
        let shared = (districts.unit.as_deref(), districts.source.as_deref());
        let bare = districts.list.is_empty() && shared != (None, None);
        let list = districts.list.iter().map(Some).chain(bare.then_some(None));
        for (number, district) in list.enumerate() {
            let shared = if number == 0 { shared } else { (None, None) };
            write(paper, row, id, district, shared)?;
            row += 1;
        }
    }
    let last = paper.row(row.max(3) - 1)?;
    paper.sheet.autofilter(1, 0, last, 8)?;
    paper.sheet.set_freeze_panes(2, 2)?;
    paper.sheet.set_repeat_rows(0, 1)?;
    Ok(())
}

/// The heading of a column, and its width.
fn heading(part: DistrictPart, texts: &Texts) -> (&'static str, f64) {
    match part {
        DistrictPart::Name => (SheetKind::Districts.heading(texts.lang), 28.0),
        DistrictPart::Area => (texts.column_area_id(), 36.0),
        DistrictPart::Volume => (texts.column_volume(), 16.0),
        DistrictPart::InHouse => (texts.column_in_house(), 16.0),
        DistrictPart::Capacity => (texts.column_capacity(), 18.0),
        DistrictPart::CapacityMunicipal => (texts.column_capacity_municipal(), 18.0),
        DistrictPart::CapacityPrivate => (texts.column_capacity_private(), 18.0),
        DistrictPart::Unit => (texts.column_unit(), 24.0),
        DistrictPart::Source => (texts.column_districts_source(), 40.0),
    }
}

/// A row of a district, or of what an area without districts says of them.
fn write(
    paper: &mut Paper<'_>,
    row: usize,
    id: &str,
    district: Option<&District>,
    (unit, source): (Option<&str>, Option<&str>),
) -> Written {
    let look = paper.look;
    let name = district.map_or("", |district| district.name.as_str());
    let said = [
        (0, id, &look.name),
        (1, name, &look.wrapped),
        (7, unit.unwrap_or_default(), &look.wrapped),
        (8, source.unwrap_or_default(), &look.wrapped),
    ];
    paper.texts(row, &said)?;
    let capacity = district.and_then(|district| district.capacity.as_ref());
    let (whole, municipal, private) = match capacity {
        None => (None, None, None),
        Some(Capacity::District(whole)) => (Some(whole), None, None),
        Some(Capacity::Providers { municipal, private }) => (None, municipal.as_ref(), private.as_ref()),
    };
    let in_house = district.and_then(|district| district.in_house.as_ref());
    let volumes = [(2, district.map(|district| &district.volume)), (4, whole), (5, municipal), (6, private)];
    figure(paper, row, 3, in_house, |_| &look.per_cent)?;
    for (column, volume) in volumes {
        figure(paper, row, column, volume, |volume| look.figure(volume))?;
    }
    Ok(())
}

fn figure<'l>(
    paper: &mut Paper<'l>,
    row: usize,
    column: u16,
    number: Option<&Exact>,
    format: impl Fn(&Exact) -> &'l rust_xlsxwriter::Format,
) -> Written {
    match number {
        None => paper.text(row, column, "", &paper.look.number),
        Some(number) => paper.exact(row, column, number, format(number)),
    }
}
