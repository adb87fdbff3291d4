//! The smallest workbooks Excel would open, made by hand: parts stored in a ZIP archive, not packed.

use std::fmt::Write as _;

/// A sheet with the cells put in place of `CELLS`.
const FRAME: &str = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>CELLS</sheetData></worksheet>";

/// A sheet for tests that change it.
pub(super) const SHEET: &str = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\
    <row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>ward</t></is></c></row>\
    <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Wyn Ash</t></is></c><c r=\"B2\" t=\"str\"><f>\"Fer\"&amp;\"ry\"</f><v>Ferry</v></c></row>\
    <row r=\"3\"><c r=\"A3\"><v>46152</v></c></row></sheetData></worksheet>";

/// A workbook of one sheet with these rows.
pub(super) fn of(rows: &[&[&str]]) -> Vec<u8> {
    of_cells(&lines(rows))
}

/// Rows as a sheet has them; an empty cell is left out, as Excel does.
fn lines(rows: &[&[&str]]) -> String {
    let cell = |(column, text): (usize, &&str), row: usize| {
        let letter = char::from(b'A' + u8::try_from(column).unwrap());
        format!("<c r=\"{letter}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let line = |(at, cells): (usize, &&[&str])| {
        let cells = cells.iter().enumerate().filter(|(_, text)| !text.is_empty());
        format!("<row r=\"{}\">{}</row>", at + 1, cells.map(|pair| cell(pair, at + 1)).collect::<String>())
    };
    rows.iter().enumerate().map(line).collect()
}

/// A workbook of one sheet with these rows or cells, as XML.
pub(super) fn of_cells(cells: &str) -> Vec<u8> {
    of_sheet(FRAME.replace("CELLS", cells).as_bytes())
}

/// A workbook with this part as its one sheet.
pub(super) fn of_sheet(sheet: &[u8]) -> Vec<u8> {
    of_sheets(&[("Roster", "visible", sheet)])
}

/// The rows of a sheet, and what its merged cells reach over, as `A1:C1`.
pub(super) fn sheet(rows: &[&[&str]], merged: &[&str]) -> Vec<u8> {
    let merged: Vec<String> = merged.iter().map(|cells| format!("<mergeCell ref=\"{cells}\"/>")).collect();
    let merged = merged.concat();
    let end = format!("</sheetData><mergeCells>{merged}</mergeCells>");
    FRAME.replace("CELLS", &lines(rows)).replace("</sheetData>", &end).into_bytes()
}

/// A workbook of sheets, each with its name and whether it is `visible`, `hidden` or `veryHidden`.
pub(super) fn of_sheets(sheets: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut listed, mut related, mut parts) = (String::new(), String::new(), Vec::new());
    for (at, (name, state, bytes)) in sheets.iter().enumerate() {
        let n = at + 1;
        write!(listed, "<sheet name=\"{name}\" sheetId=\"{n}\" state=\"{state}\" r:id=\"rId{n}\"/>").unwrap();
        let target = format!("worksheets/sheet{n}.xml");
        let about = format!("Id=\"rId{n}\" Type=\"{office}/worksheet\" Target=\"{target}\"");
        write!(related, "<Relationship {about}/>").unwrap();
        parts.push((format!("xl/worksheets/sheet{n}.xml"), bytes.to_vec()));
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let book =
        format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{listed}</sheets></workbook>");
    let relations = format!("<Relationships xmlns=\"{package}\">{related}</Relationships>");
    let root = format!(
        "<Relationships xmlns=\"{package}\">\
         <Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let mut all = vec![
        ("_rels/.rels".to_owned(), root.into_bytes()),
        ("xl/workbook.xml".to_owned(), book.into_bytes()),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations.into_bytes()),
    ];
    all.extend(parts);
    archive(&all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let small = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
    let large = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let (mut files, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let start = files.len();
        let mut about = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        about.extend(checksum(bytes).to_le_bytes());
        about.extend([large(bytes.len()), large(bytes.len())].concat());
        about.extend([small(name.len()), small(0)].concat());
        files.extend([b"PK\x03\x04", about.as_slice(), name.as_bytes(), bytes].concat());
        directory.extend(
            [b"PK\x01\x02\x14\x00", about.as_slice(), &[0; 10], &large(start), name.as_bytes()].concat(),
        );
    }
    let end = [
        b"PK\x05\x06\x00\x00\x00\x00".as_slice(),
        &small(parts.len()),
        &small(parts.len()),
        &large(directory.len()),
        &large(files.len()),
        &small(0),
    ]
    .concat();
    [files, directory, end].concat()
}

/// CRC-32, as ZIP archives carry it.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(sum & 1)))
    })
}
