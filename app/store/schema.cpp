// SPDX-License-Identifier: Apache-2.0
#include "app/store/schema.h"

namespace mingsi::app {

namespace {

// Version 1. Times are milliseconds since 1970 in UTC, for people to read; the order of use is `use_order`, because
// clocks are set back. Roles: 0 system, 1 user, 2 assistant. States: 0 complete, 1 stopped, 2 interrupted, 3 failed.
const QStringList kVersion1 = {
    QStringLiteral("CREATE TABLE conversation ("
                   "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                   "  title TEXT NOT NULL DEFAULT '',"
                   "  created_at INTEGER NOT NULL,"
                   "  used_at INTEGER NOT NULL,"
                   "  use_order INTEGER NOT NULL,"
                   "  current_message INTEGER REFERENCES message(id) ON DELETE SET NULL,"
                   "  deleted INTEGER NOT NULL DEFAULT 0) STRICT"),
    QStringLiteral("CREATE INDEX conversation_by_use ON conversation(deleted, use_order)"),
    QStringLiteral("CREATE TABLE run ("
                   "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                   "  model TEXT NOT NULL,"
                   "  model_file TEXT NOT NULL,"
                   "  device TEXT NOT NULL,"
                   "  parameters TEXT NOT NULL,"
                   "  finish_reason TEXT NOT NULL,"
                   "  prompt_tokens INTEGER NOT NULL,"
                   "  completion_tokens INTEGER NOT NULL,"
                   "  prefill_seconds REAL NOT NULL,"
                   "  decode_seconds REAL NOT NULL) STRICT"),
    QStringLiteral("CREATE TABLE message ("
                   "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                   "  conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,"
                   "  parent INTEGER REFERENCES message(id) ON DELETE CASCADE,"
                   "  position INTEGER NOT NULL,"
                   "  role INTEGER NOT NULL,"
                   "  state INTEGER NOT NULL,"
                   "  text TEXT NOT NULL,"
                   "  failure TEXT NOT NULL DEFAULT '',"
                   "  created_at INTEGER NOT NULL,"
                   "  run INTEGER REFERENCES run(id),"
                   "  indexed INTEGER NOT NULL DEFAULT 0) STRICT"),
    QStringLiteral("CREATE INDEX message_by_parent ON message(conversation, parent, position)"),
    QStringLiteral("CREATE INDEX message_parent ON message(parent)"),
    QStringLiteral("CREATE INDEX message_not_indexed ON message(id) WHERE indexed = 0"),
    QStringLiteral("CREATE TABLE reasoning ("
                   "  message INTEGER PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE,"
                   "  text TEXT NOT NULL,"
                   "  tokens INTEGER NOT NULL,"
                   "  seconds REAL NOT NULL) STRICT"),
    QStringLiteral("CREATE TABLE attachment ("
                   "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                   "  message INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,"
                   "  name TEXT NOT NULL,"
                   "  media_type TEXT NOT NULL,"
                   "  sha256 TEXT NOT NULL,"
                   "  content BLOB NOT NULL) STRICT"),
    QStringLiteral("CREATE INDEX attachment_message ON attachment(message)"),
    QStringLiteral("CREATE TABLE prompt ("
                   "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                   "  name TEXT NOT NULL,"
                   "  language TEXT NOT NULL,"
                   "  text TEXT NOT NULL) STRICT"),
    QStringLiteral("CREATE TABLE endpoint ("
                   "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                   "  name TEXT NOT NULL,"
                   "  url TEXT NOT NULL,"
                   "  model TEXT NOT NULL) STRICT"),
    QStringLiteral("CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"),
    // Holds index texts (see search_db.h); rowid = 2 · message, plus 1 for its reasoning. Not contentless: SQLite of
    // Debian 12 can't delete from such a table, and what a person deletes must be gone.
    QStringLiteral("CREATE VIRTUAL TABLE search USING fts5(text, tokenize='unicode61')"),
};

}  // namespace

QStringList migration(int version)
{
    return version == 1 ? kVersion1 : QStringList{};
}

}  // namespace mingsi::app
