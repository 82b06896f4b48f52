// SPDX-License-Identifier: Apache-2.0
// How fluid the window stays while an answer of 200 tokens a second runs into a conversation of 5,000 messages: how
// long the GUI thread is busy for each frame, Markdown, code and formulas included. Usage: window_bench [seconds]
#include <algorithm>
#include <cstdio>

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QSqlDatabase>
#include <QTest>
#include <QtPlugin>

#include "app/store/conversation_db.h"
#include "app/store/message_db.h"
#include "desk.h"

Q_IMPORT_PLUGIN(Mingsi_UiPlugin)

using namespace mingsi;

namespace {

constexpr int kMessages = 5000;
constexpr int kTokensPerSecond = 200;
constexpr int kCharactersPerToken = 4;

const QString kPassage = QStringLiteral(
    "## Growth 增长\n\n**Mean（平均）** is $\\bar{x} = \\frac{1}{3}\\sum_{i} x_i$, see [the "
    "report](https://example.org).\n\n"
    "| Year | Policy | 增长 |\n|:--|:-:|--:|\n| 2019 | 减税 | 6.1 % |\n| 2020 | `relief` | 2.3 % |\n\n"
    "$$\\sigma = \\sqrt{\\frac{1}{N}\\sum_{i=1}^{N}(x_i-\\bar{x})^2}$$\n\n"
    "```python\nmean = sum(values) / len(values)\nfor value in values:\n    print(value - mean)\n```\n\n"
    "1. The first point is about revenue, which fell.\n2. 第二点：支出上升，赤字扩大。\n3. A third.\n\n"
    "The figures of the second table agree with those of the first, but for the year in which the base was changed; "
    "what follows therefore counts from the new base, 以新的基数计算。\n\n");

QString passages(qsizetype characters) { return kPassage.repeated(characters / kPassage.size() + 1).left(characters); }

template <class T>
T wait(QFuture<app::Result<T>> future) {
  future.waitForFinished();
  if (!future.result()) qFatal("%s", qPrintable(app::describe(future.result().failure())));
  return *future.result();
}

/// How long the thread worked since the last call of take(), its waits left out.
class BusyTime : public QObject {
 public:
  BusyTime() {
    auto* dispatcher = QAbstractEventDispatcher::instance();
    connect(dispatcher, &QAbstractEventDispatcher::awake, this, [this] { m_since.start(); });
    connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, [this] { add(); });
    m_since.start();
  }
  double take() {
    add();
    return static_cast<double>(std::exchange(m_busy, 0)) / 1e6;
  }

 private:
  void add() {
    if (m_since.isValid()) m_busy += m_since.nsecsElapsed();
    m_since.restart();
  }

  QElapsedTimer m_since;
  qint64 m_busy = 0;
};

void print(const char* what, QList<double> frames) {
  std::sort(frames.begin(), frames.end());
  const auto at = [&](double share) {
    return frames.at(static_cast<qsizetype>(share * static_cast<double>(frames.size() - 1)));
  };
  std::printf("%-28s %5lld frames: median %6.2f ms, 95th percentile %6.2f ms, 99th %6.2f ms, longest %6.2f ms\n", what,
              static_cast<long long>(frames.size()), at(0.5), at(0.95), at(0.99), frames.constLast());
}

}  // namespace

int main(int argc, char** argv) {
  QGuiApplication application(argc, argv);
  const int seconds = argc > 1 ? QByteArray(argv[1]).toInt() : 20;
  QQuickStyle::setStyle(QStringLiteral("Basic"));
  test::Desk desk;
  app::MessageDb messages(desk.database);
  const app::RowId conversation = wait(app::ConversationDb(desk.database).create(QStringLiteral("Five years"))).id;
  app::RowId parent = 0;
  for (int i = 0; i < kMessages; i += 2) {
    const app::Message question =
        wait(messages.addUserMessage(conversation, parent, QStringLiteral("Question %1: what follows?").arg(i / 2)));
    app::Message answer = wait(messages.beginAnswer(conversation, question.id, app::Run{}));
    answer.text = passages(400 + i % 1600);
    answer.state = app::MessageState::Complete;
    messages.finishAnswer(answer, {}).waitForFinished();
    parent = answer.id;
  }
  desk.conversations.load();

  QQmlEngine engine;
  engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
  QQmlComponent component(&engine, QUrl(QStringLiteral("qrc:/qt/qml/Mingsi/Ui/Main.qml")));
  std::unique_ptr<QQuickWindow> window(
      qobject_cast<QQuickWindow*>(component.createWithInitialProperties(desk.properties())));
  if (!window) qFatal("%s", qPrintable(component.errorString()));
  window->resize(1320, 860);
  if (!QTest::qWaitForWindowExposed(window.get())) qFatal("the window does not show");

  QElapsedTimer opening;
  opening.start();
  desk.conversations.open(conversation);
  while (desk.chat.transcript()->count() < kMessages)
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
  window->grabWindow();
  std::printf("%d messages opened and painted in %.0f ms\n", kMessages, static_cast<double>(opening.elapsed()));
  QTest::qWait(1000);

  // The stream as the engine thread sends it: whole texts, once a frame.
  const app::Message question = wait(messages.addUserMessage(conversation, parent, QStringLiteral("And now?")));
  const app::Message answer = wait(messages.beginAnswer(conversation, question.id, app::Run{}));
  emit desk.service.messageAdded(question);
  emit desk.service.messageAdded(answer);
  BusyTime busy;
  QList<double> thinking, answering;
  bool thinks = true;
  QObject::connect(window.get(), &QQuickWindow::frameSwapped, &busy,
                   [&] { (thinks ? thinking : answering).append(busy.take()); });
  QElapsedTimer clock;
  clock.start();
  QTimer stream;
  stream.setInterval(16);
  app::GenerationProgress progress;
  progress.message = answer.id;
  progress.tokensPerSecond = kTokensPerSecond;
  QObject::connect(&stream, &QTimer::timeout, &busy, [&] {
    const double passed = static_cast<double>(clock.elapsed()) / 1000;
    progress.completionTokens = static_cast<int>(passed * kTokensPerSecond);
    const qsizetype characters = progress.completionTokens * kCharactersPerToken;
    const qsizetype half = static_cast<qsizetype>(seconds) * kTokensPerSecond * kCharactersPerToken / 2;
    thinks = characters < half;
    progress.thinking = thinks;
    progress.reasoning.text = passages(std::min(characters, half));
    progress.reasoning.tokens = static_cast<int>(progress.reasoning.text.size()) / kCharactersPerToken;
    progress.reasoning.seconds = std::min(passed, seconds / 2.0);
    progress.marks.clear();
    for (int i = 0; i < progress.reasoning.tokens; ++i)
      progress.marks.append(
          {(i + 1) * kCharactersPerToken, static_cast<quint32>(i * 1000 / kTokensPerSecond), 0.5F, true});
    progress.answer = passages(std::max<qsizetype>(0, characters - half));
    emit desk.service.answerProgressed(progress);
  });
  busy.take();
  stream.start();
  QTest::qWait(seconds * 1000);
  stream.stop();
  print("while the thought is written", thinking);
  print("while the answer is written", answering);
  return 0;
}
