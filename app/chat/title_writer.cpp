// SPDX-License-Identifier: Apache-2.0
#include "app/chat/title_writer.h"

#include <QRegularExpression>

namespace mingsi::app {

namespace {

constexpr qsizetype kExcerpt = 1500;
constexpr qsizetype kLongestTitle = 60;
constexpr int kTokens = 400;  // a model that thinks whatever it is told needs some

}  // namespace

void TitleWriter::write(RowId conversation, const QString &model, const QString &question, const QString &answer)
{
    m_waiting.append({conversation, model, question, answer});
    writeNext();
}

void TitleWriter::writeNext()
{
    while (!m_waiting.isEmpty() && !m_service.isBusy() && m_aside == 0)
        ask(m_waiting.takeFirst());
}

void TitleWriter::ask(const Waiting &what)
{
    const ModelReference &open = m_service.model();
    if (open.isStarter() || open.toText() != what.model)
        return;
    GenerationJob job;
    job.model = open;
    job.settings.thinking = false;
    job.settings.thinkingBudget = kTokens / 2;
    job.settings.maxTokens = kTokens;
    job.settings.temperature = 0;
    const QString prompt = QStringLiteral("Name this conversation in at most six words, in the language of the "
                                          "question. Reply with the name alone.\n\nQuestion:\n%1\n\nAnswer:\n%2")
                               .arg(what.question.left(kExcerpt), what.answer.left(kExcerpt));
    job.messages = {{engine::Role::User, prompt.toStdString()}};
    m_aside = m_service.generateAside(job, [this, what](const GenerationOutcome &outcome) {
        m_aside = 0;
        if (!outcome.failure && outcome.result.finish_reason == engine::FinishReason::Cancelled) {
            // It gave way to a question, whose answer has not begun yet: the next one that ends brings it back.
            m_waiting.prepend(what);
            return;
        }
        const bool whole = !outcome.failure && outcome.result.finish_reason == engine::FinishReason::Stop;
        const QString title = whole ? titleIn(outcome.last.answer) : QString();
        if (!title.isEmpty())
            emit titled(what.conversation, title);
        writeNext();
    });
}

void TitleWriter::interrupt()
{
    if (m_aside != 0)
        m_service.stopAside(m_aside);
}

QString TitleWriter::titleIn(const QString &text)
{
    static const QRegularExpression label(QStringLiteral("^(?:title|name|标题|名称)\\s*[:：]\\s*"),
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression dressing(
        QStringLiteral("^[\\s\"'“”‘’《》「」*#_`]+|[\\s\"'“”‘’《》「」*#_`.。]+$"));
    QString title = text.trimmed().section(u'\n', 0, 0).simplified();
    title.remove(dressing).remove(label).remove(dressing);
    return title.size() <= kLongestTitle ? title : QString();
}

}  // namespace mingsi::app
