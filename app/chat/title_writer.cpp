// SPDX-License-Identifier: Apache-2.0
#include "app/chat/title_writer.h"

#include <QRegularExpression>
#include <algorithm>

namespace mingsi::app {

namespace {

constexpr qsizetype kMostWaiting = 50;
constexpr qsizetype kExcerpt = 1500;
constexpr qsizetype kLongestTitle = 60;
constexpr int kTokens = 400;  // a model that thinks whatever it is told needs some

}  // namespace

TitleWriter::TitleWriter(ChatService &service) : m_service(service)
{
    connect(&service, &ChatService::modelOpened, this, &TitleWriter::writeNext);
}

void TitleWriter::write(RowId conversation, const QString &model, const QString &question, const QString &answer)
{
    m_waiting.append({conversation, model, question.left(kExcerpt), answer.left(kExcerpt)});
    if (m_waiting.size() > kMostWaiting)
        m_waiting.removeFirst();
    writeNext();
}

void TitleWriter::writeNext()
{
    if (m_service.isBusy() || m_aside != 0)
        return;
    const auto next =
        std::find_if(m_waiting.cbegin(), m_waiting.cend(), [this](const Waiting &what) { return mayName(what); });
    if (next == m_waiting.cend())
        return;
    const Waiting what = *next;
    m_waiting.erase(next);
    ask(what);
}

bool TitleWriter::mayName(const Waiting &what) const
{
    const ModelReference &open = m_service.model();
    const bool local = !open.isRemote() && !ModelReference::fromText(what.model).isRemote();
    return !open.isStarter() && (local || open.toText() == what.model);
}

void TitleWriter::ask(const Waiting &what)
{
    GenerationJob job;
    job.model = m_service.model();
    job.settings.thinking = false;
    job.settings.thinkingBudget = kTokens / 2;
    job.settings.maxTokens = kTokens;
    job.settings.temperature = 0;
    const QString prompt = QStringLiteral("Name this conversation in at most six words, in the language of the "
                                          "question. Reply with the name alone.\n\nQuestion:\n%1\n\nAnswer:\n%2")
                               .arg(what.question, what.answer);
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
