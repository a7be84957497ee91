//! Tables for spreadsheets, as RFC 4180 has them.

/// The first line of a table, with the mark by which spreadsheets know that letters are UTF-8.
pub fn head<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    format!("\u{feff}{}", line(cells))
}

/// One line of a table. Programs that open such files take a cell that begins like a formula for one, and would carry out what a
/// stranger wrote; an apostrophe before it makes it text.
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let guard = if is_formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn cells_are_text_whatever_is_in_them() {
        assert_eq!(line(["a", "b,c", "d\"e"]), "\"a\",\"b,c\",\"d\"\"e\"\r\n");
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"] {
            assert!(line([formula]).starts_with("\"'"), "{formula:?}");
        }
    }
}
