// SPDX-License-Identifier: Apache-2.0
// How fast a large store answers: 10,000 conversations with 100,000 messages, and one of 5,000 messages. Prints
// medians and 95th percentiles. Usage: store_bench [conversations [folder]]; a folder named is kept, so that the
// program can be started on it.
#include <algorithm>
#include <cstdio>

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

#include "app/store/conversation_db.h"
#include "app/store/database.h"
#include "app/store/message_db.h"
#include "app/store/search_db.h"

using namespace mingsi::app;

namespace {

constexpr int kMessages = 10;   // of a conversation
constexpr int kLongest = 5000;  // of the long one
const QStringList kWords{"policy", "growth",  "figure", "model", "expert", "the",  "of",    "and",
                         "table",  "deficit", "tax",    "政策",  "增长",   "数字", "模型",  "专家",
                         "税收",   "问卷",    "赤字",   "2019",  "6.1",    "year", "reform"};

template <class T>
T wait(QFuture<Result<T>> future) {
  future.waitForFinished();
  const auto result = future.result();
  if (!result) qFatal("%s", qPrintable(describe(result.failure())));
  return *result;
}

QString text(QRandomGenerator& random, int words) {
  QString text;
  for (int i = 0; i < words; ++i)
    text += kWords.at(random.bounded(static_cast<int>(kWords.size()))) + QStringLiteral(" ");
  return text + QString::number(random.bounded(1'000'000));
}

/// Rows as the program writes them, in one transaction; the search index is made by the program afterwards.
void fill(const QString& file, int conversations) {
  auto database = QSqlDatabase::addDatabase("QSQLITE", "fill");
  database.setDatabaseName(file);
  if (!database.open() || !database.transaction()) qFatal("%s", qPrintable(database.lastError().text()));
  QRandomGenerator random(7);
  QSqlQuery conversation(database), message(database), reasoning(database);
  conversation.prepare(
      "INSERT INTO conversation(id, title, created_at, used_at, use_order, uid) "
      "VALUES (?, ?, 0, 0, ?, lower(hex(randomblob(16))))");
  message.prepare(
      "INSERT INTO message(id, conversation, parent, position, role, state, text, created_at) "
      "VALUES (?, ?, ?, 0, ?, 0, ?, 0)");
  reasoning.prepare("INSERT INTO reasoning(message, text, tokens, seconds) VALUES (?, ?, 100, 1)");
  const auto run = [](QSqlQuery& query, const QVariantList& values) {
    for (qsizetype i = 0; i < values.size(); ++i)
      query.bindValue(static_cast<int>(i), values.at(i));
    if (!query.exec()) qFatal("%s", qPrintable(query.lastError().text()));
  };
  qint64 id = 0;
  for (int c = 1; c <= conversations; ++c) {
    run(conversation, {c, text(random, 4), c});
    QVariant parent;
    const int count = c == conversations ? kLongest : kMessages;
    for (int m = 0; m < count; ++m) {
      run(message, {++id, c, parent, 1 + m % 2, text(random, m % 2 == 0 ? 20 : 120)});
      if (m % 2 == 1) run(reasoning, {id, text(random, 100)});
      parent = id;
    }
    QSqlQuery current(database);
    current.exec(QStringLiteral("UPDATE conversation SET current_message = %1 WHERE id = %2").arg(id).arg(c));
  }
  if (!database.commit()) qFatal("%s", qPrintable(database.lastError().text()));
}

struct Times {
  QList<double> milliseconds;
  void print(const char* what) {
    std::sort(milliseconds.begin(), milliseconds.end());
    const auto at = [&](double share) {
      return milliseconds.at(static_cast<qsizetype>(share * static_cast<double>(milliseconds.size() - 1)));
    };
    std::printf("%-34s median %7.2f ms   95th percentile %7.2f ms   (%lld)\n", what, at(0.5), at(0.95),
                static_cast<long long>(milliseconds.size()));
    std::fflush(stdout);
  }
};

template <class Work>
double timed(Work work) {
  QElapsedTimer timer;
  timer.start();
  work();
  return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

}  // namespace

int main(int argc, char** argv) {
  QCoreApplication application(argc, argv);
  const int conversations = argc > 1 ? QByteArray(argv[1]).toInt() : 10000;
  QTemporaryDir temporary;
  const QDir folder(argc > 2 ? QString::fromLocal8Bit(argv[2]) : temporary.path());
  {
    Database database;
    wait(database.open(folder.path()));
  }
  fill(folder.filePath("mingsi.db"), conversations);
  Database database;
  wait(database.open(folder.path()));
  MessageDb messages(database);
  std::printf("%d conversations; index of all messages: %.1f s\n", conversations,
              timed([&] { wait(messages.indexInterrupted()); }) / 1000);

  Times list;
  for (int i = 0; i < 9; ++i)
    list.milliseconds.append(timed([&] { wait(ConversationDb(database).list()); }));
  list.print("list of all conversations");

  Times open;
  for (int i = 0; i < 200; ++i)
    open.milliseconds.append(timed([&] { wait(messages.branch(1 + i * (conversations - 1) / 200)); }));
  open.print("a conversation of 10 messages");
  Times longest;
  for (int i = 0; i < 9; ++i)
    longest.milliseconds.append(timed([&] { wait(messages.branch(conversations)); }));
  longest.print("the conversation of 5,000 messages");

  SearchDb search(database);
  Times all;
  for (const char* typed : {"p", "po", "policy", "policy growth", "政策", "增长", "税收 赤字", "问", "reform 2019",
                            "6.1", "424242", "nothing like it", "政策 the"}) {
    Times times;
    for (int i = 0; i < 15; ++i)
      times.milliseconds.append(timed([&] { wait(search.find({.text = QString::fromUtf8(typed)})); }));
    all.milliseconds += times.milliseconds;
    times.print(typed);
  }
  all.print("all searches");
}
