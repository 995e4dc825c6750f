//! The `--schemas` option, shared by the subcommands that need the event types.

use clap::Args;
use std::borrow::Cow;
use std::path::PathBuf;
use summitry::resolve::EventTypes;
use summitry::schema::Schema;

/// Which schema to work with.
#[derive(Debug, Clone, Args)]
pub struct SchemasArg {
    /// A folder of schema files that add to or override the built-in ones.
    #[arg(long = "schemas", value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl SchemasArg {
    /// The built-in schema, with the user's files over it where there are any. All their problems are reported at once.
    pub fn load(&self) -> anyhow::Result<Cow<'static, Schema>> {
        let Some(folder) = &self.folder else { return Ok(Cow::Borrowed(Schema::embedded())) };
        match Schema::with_overlay(folder) {
            Ok(schema) => Ok(Cow::Owned(schema)),
            Err(problems) => {
                let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
                anyhow::bail!("the schemas are not usable:\n{}", lines.join("\n"))
            }
        }
    }
}

/// What the graph takes from a schema: ties and areas.
pub fn event_types(schema: &Schema) -> EventTypes {
    EventTypes::from_schema(schema.events.iter()).with_areas(schema.areas.iter())
}
