//! PostgreSQL: a throwaway database in the cluster that `make bench` starts, and a bare insert of the rows of an
//! import.

use std::time::Instant;

use diesel::connection::SimpleConnection;
use diesel::pg::{Pg, PgConnection};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{Array, Nullable, Text};

use crate::import::{Bare, Engine, ROWS_OF_A_TRANSACTION, TABLES, ordered_by};

pub struct Postgres {
    /// The URL of the cluster's default database.
    pub url: String,
}

impl Engine for Postgres {
    fn name(&self) -> &'static str {
        "PostgreSQL"
    }

    fn fresh(&self, name: &str) -> String {
        self.throw_away(name);
        self.run(&format!("CREATE DATABASE bench_{name}"));
        self.address(name)
    }

    fn throw_away(&self, name: &str) {
        self.run(&format!("DROP DATABASE IF EXISTS bench_{name} WITH (FORCE)"));
    }

    fn bare_insert(&self, source: &str) -> Bare {
        let url = self.fresh("bare");
        drop(crate::registry::opened_at(&url));
        let mut source = PgConnection::establish(&self.address(source)).unwrap();
        let mut target = PgConnection::establish(&url).unwrap();
        target.batch_execute("SET synchronous_commit = on").unwrap();
        let mut bare = Bare::default();
        for table in TABLES {
            let columns = columns_of(&mut source, table);
            for rows in rows_of(&mut source, table, &columns).chunks(ROWS_OF_A_TRANSACTION) {
                bare.rows += rows.len();
                let start = Instant::now();
                target.batch_execute("BEGIN").unwrap();
                for row in rows {
                    let insert = Prepared {
                        table,
                        columns: &columns,
                        values: &row.values,
                    };
                    insert.execute(&mut target).unwrap();
                }
                target.batch_execute("COMMIT").unwrap();
                bare.spent += start.elapsed();
            }
        }
        drop((source, target));
        self.throw_away("bare");
        bare
    }
}

impl Postgres {
    fn run(&self, sql: &str) {
        PgConnection::establish(&self.url)
            .unwrap()
            .batch_execute(sql)
            .unwrap();
    }

    fn address(&self, name: &str) -> String {
        let cluster = self.url.rsplit_once('/').unwrap().0;
        format!("{cluster}/bench_{name}")
    }
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

fn columns_of(source: &mut PgConnection, table: &str) -> Vec<Column> {
    let sql = "SELECT attname::text AS name, format_type(atttypid, atttypmod) AS kind FROM pg_attribute \
               WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum";
    diesel::sql_query(sql)
        .bind::<Text, _>(table)
        .load(source)
        .unwrap()
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Array<Nullable<Text>>)]
    values: Vec<Option<String>>,
}

fn rows_of(source: &mut PgConnection, table: &str, columns: &[Column]) -> Vec<Row> {
    let values: Vec<_> = columns
        .iter()
        .map(|column| format!("{}::text", column.name))
        .collect();
    let (values, order) = (values.join(", "), ordered_by(table));
    diesel::sql_query(format!(
        "SELECT ARRAY[{values}] AS values FROM {table} ORDER BY {order}"
    ))
    .load(source)
    .unwrap()
}

/// A statement that diesel prepares once and then caches by its text.
struct Prepared<'q> {
    table: &'q str,
    columns: &'q [Column],
    values: &'q [Option<String>],
}

impl QueryFragment<Pg> for Prepared<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("INSERT INTO ");
        out.push_sql(self.table);
        let mut before = " VALUES (";
        for (column, value) in self.columns.iter().zip(self.values) {
            out.push_sql(before);
            out.push_bind_param::<Nullable<Text>, _>(value)?;
            out.push_sql("::");
            out.push_sql(&column.kind);
            before = ", ";
        }
        out.push_sql(")");
        Ok(())
    }
}

impl QueryId for Prepared<'_> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl RunQueryDsl<PgConnection> for Prepared<'_> {}
