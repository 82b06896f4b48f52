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

// Version 2. Folders, pins, archive, tags, drafts and settings of conversations; branches that are deleted (`deleted`
// is the message at whose deletion a message went, 0 while it is there); what made an answer; the tokens of an answer
// (TokenTrace); which of several answers to a question was found the best (no choice: none of them).
// `ended_by`: 0 the model, 1 the person, 2 the budget, 3 the repetition guard.
const QStringList kVersion2 = {
    QStringLiteral("CREATE TABLE folder ("
                   "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                   "  name TEXT NOT NULL,"
                   "  position INTEGER NOT NULL) STRICT"),
    QStringLiteral("ALTER TABLE conversation ADD COLUMN folder INTEGER REFERENCES folder(id) ON DELETE SET NULL"),
    QStringLiteral("ALTER TABLE conversation ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0"),
    QStringLiteral("ALTER TABLE conversation ADD COLUMN archived INTEGER NOT NULL DEFAULT 0"),
    QStringLiteral("ALTER TABLE conversation ADD COLUMN draft TEXT NOT NULL DEFAULT ''"),
    QStringLiteral("ALTER TABLE conversation ADD COLUMN settings TEXT NOT NULL DEFAULT ''"),
    QStringLiteral("CREATE TABLE tag ("
                   "  conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,"
                   "  name TEXT NOT NULL,"
                   "  PRIMARY KEY (conversation, name)) STRICT, WITHOUT ROWID"),
    QStringLiteral("ALTER TABLE message ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0"),
    QStringLiteral("CREATE INDEX message_deleted ON message(deleted) WHERE deleted <> 0"),
    QStringLiteral("ALTER TABLE run ADD COLUMN model_hash TEXT NOT NULL DEFAULT ''"),
    QStringLiteral("ALTER TABLE run ADD COLUMN quantization TEXT NOT NULL DEFAULT ''"),
    QStringLiteral("ALTER TABLE run ADD COLUMN template_hash TEXT NOT NULL DEFAULT ''"),
    QStringLiteral("ALTER TABLE run ADD COLUMN engine_version TEXT NOT NULL DEFAULT ''"),
    QStringLiteral("ALTER TABLE reasoning ADD COLUMN ended_by INTEGER NOT NULL DEFAULT 0"),
    QStringLiteral("CREATE TABLE trace ("
                   "  message INTEGER PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE,"
                   "  data BLOB NOT NULL) STRICT"),
    QStringLiteral("CREATE TABLE vote ("
                   "  question INTEGER PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE,"
                   "  choice INTEGER REFERENCES message(id) ON DELETE CASCADE,"
                   "  voted_at INTEGER NOT NULL) STRICT"),
};

// Version 3. What tells a conversation from all others, wherever it was made: 32 random hexadecimal digits, or where it
// was imported from ("deepseek:…"). An import that is run twice finds it. Prompts of a person's own have titles.
// Attachments of drafts (no conversation: of the one that is not there yet).
const QStringList kVersion3 = {
    QStringLiteral("ALTER TABLE conversation ADD COLUMN uid TEXT NOT NULL DEFAULT ''"),
    QStringLiteral("UPDATE conversation SET uid = lower(hex(randomblob(16)))"),
    QStringLiteral("CREATE UNIQUE INDEX conversation_uid ON conversation(uid)"),
    QStringLiteral("ALTER TABLE prompt ADD COLUMN title TEXT NOT NULL DEFAULT ''"),
    QStringLiteral("CREATE UNIQUE INDEX prompt_name ON prompt(name)"),
    QStringLiteral("CREATE TABLE draft_attachment ("
                   "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                   "  conversation INTEGER REFERENCES conversation(id) ON DELETE CASCADE,"
                   "  name TEXT NOT NULL,"
                   "  media_type TEXT NOT NULL,"
                   "  content BLOB NOT NULL) STRICT"),
    QStringLiteral("CREATE INDEX draft_attachment_of ON draft_attachment(conversation)"),
};

// Version 4. The bytes of attachments stand once, however many messages they go with; `excerpt` is which parts of one
// go to the model (Attachment). What a server asks for a million tokens, and what an answer cost.
const QStringList kVersion4 = {
    QStringLiteral("CREATE TABLE document ("
                   "  sha256 TEXT PRIMARY KEY,"
                   "  content BLOB NOT NULL) STRICT"),
    QStringLiteral("INSERT OR IGNORE INTO document(sha256, content) SELECT sha256, content FROM attachment"),
    QStringLiteral("ALTER TABLE attachment DROP COLUMN content"),
    QStringLiteral("ALTER TABLE attachment ADD COLUMN excerpt TEXT NOT NULL DEFAULT ''"),
    QStringLiteral("CREATE INDEX attachment_document ON attachment(sha256)"),
    QStringLiteral("CREATE TRIGGER document_unused AFTER DELETE ON attachment"
                   " WHEN NOT EXISTS (SELECT 1 FROM attachment WHERE sha256 = OLD.sha256)"
                   " BEGIN DELETE FROM document WHERE sha256 = OLD.sha256; END"),
    QStringLiteral("ALTER TABLE draft_attachment ADD COLUMN excerpt TEXT NOT NULL DEFAULT ''"),
    QStringLiteral("ALTER TABLE endpoint ADD COLUMN prompt_price REAL NOT NULL DEFAULT 0"),
    QStringLiteral("ALTER TABLE endpoint ADD COLUMN completion_price REAL NOT NULL DEFAULT 0"),
    QStringLiteral("ALTER TABLE endpoint ADD COLUMN currency TEXT NOT NULL DEFAULT ''"),
    QStringLiteral("ALTER TABLE run ADD COLUMN cost REAL NOT NULL DEFAULT 0"),
    QStringLiteral("ALTER TABLE run ADD COLUMN currency TEXT NOT NULL DEFAULT ''"),
};

}  // namespace

QStringList migration(int version)
{
    switch (version) {
    case 1: return kVersion1;
    case 2: return kVersion2;
    case 3: return kVersion3;
    case 4: return kVersion4;
    default: return {};
    }
}

}  // namespace mingsi::app
