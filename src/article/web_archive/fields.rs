//! Header fields, of records and of the HTTP messages in them: `Name: value`, a line each.

/// Fields in their order, names in lower case.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads lines; what is no field is passed over, and lines that begin with white space continue the one before.
    pub fn parse(lines: &str) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in lines.lines() {
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Self(fields)
    }

    /// The first field of that name, unless it is empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// Media type and charset of a content type: `text/html; charset="utf-8"` → `text/html`, `utf-8`.
    pub fn content_type(&self) -> Option<(String, Option<&str>)> {
        let value = self.get("content-type")?;
        let (kind, parameters) = value.split_once(';').unwrap_or((value, ""));
        let charset = parameters.split(';').find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']))
        });
        Some((kind.trim().to_ascii_lowercase(), charset))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_in_their_variants() {
        let fields = Fields::parse(
            "Content-Type: text/HTML;charset=\"utf-8\" ; x\r\nno field\r\nX-A: one\r\n two\r\nx-a: b\r\nE:\r\n",
        );
        assert_eq!(fields.content_type(), Some(("text/html".to_owned(), Some("utf-8"))));
        assert_eq!((fields.get("x-a"), fields.get("e"), fields.get("f")), (Some("one two"), None, None));
        assert_eq!(Fields::parse(" a").content_type(), None);
    }
}
