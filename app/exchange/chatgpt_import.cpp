// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

#include "app/exchange/import_formats.h"
#include "app/exchange/import_tree.h"

namespace mingsi::app {

namespace {

/// Code between fences that its own do not close.
QString fenced(const QString &code, const QString &language)
{
    QString fence = QStringLiteral("```");
    while (code.contains(fence))
        fence += u'`';
    return fence + language + u'\n' + code + u'\n' + fence;
}

/// The text of `parts`: strings, transcriptions, and a word for what is no text.
QString textOf(const QJsonObject &content)
{
    QString text;
    for (const auto &part : content[QStringLiteral("parts")].toArray()) {
        if (part.isString())
            appendText(text, part.toString());
        else if (part[QStringLiteral("text")].isString())
            appendText(text, part[QStringLiteral("text")].toString());
        else if (part.isObject())
            appendText(text, QStringLiteral("[%1]").arg(part[QStringLiteral("content_type")].toString()));
    }
    return text.isEmpty() ? content[QStringLiteral("text")].toString() : text;
}

/// What has come before an answer and belongs to it.
struct Thought {
    QString text;
    double seconds = 0;
};

class Reader
{
public:
    explicit Reader(ConversationRecord &record) : m_record(record) {}

    /// Takes a node's message below `parent`. Negative ids stand for thoughts that wait for their answer.
    RowId take(const QJsonObject &node, RowId parent)
    {
        const QJsonObject source = node[QStringLiteral("message")].toObject();
        const QJsonObject content = source[QStringLiteral("content")].toObject();
        const QJsonObject metadata = source[QStringLiteral("metadata")].toObject();
        const QString role = source[QStringLiteral("author")][QStringLiteral("role")].toString();
        const QString type = content[QStringLiteral("content_type")].toString();
        RowId given = parent;
        if (metadata[QStringLiteral("is_visually_hidden_from_conversation")].toBool() || role == u"system") {
            // Not for people.
        } else if (type == u"thoughts") {
            for (const auto &thought : content[QStringLiteral("thoughts")].toArray()) {
                const QString summary = thought[QStringLiteral("summary")].toString();
                given = wait(given, summary.isEmpty() ? QString() : QStringLiteral("**%1**").arg(summary), 0);
                given = wait(given, thought[QStringLiteral("content")].toString(), 0);
            }
        } else if (type == u"reasoning_recap") {
            given = wait(given, {}, secondsIn(content[QStringLiteral("content")].toString()));
        } else if (role == u"user") {
            given = addUser(source, content, realParent(parent));
        } else if (role == u"tool" || type == u"code" || type == u"execution_output") {
            const QString code = content[QStringLiteral("text")].toString(textOf(content));
            if (!code.isEmpty())
                given = wait(parent, fenced(code, content[QStringLiteral("language")].toString()), 0);
        } else if (role == u"assistant") {
            given = addAnswer(source, content, metadata, parent);
        }
        m_ids.insert(node[QStringLiteral("id")].toString(), given);
        return given;
    }

    /// The message that stands for a node; 0 when there is none.
    RowId idOf(const QString &node) const
    {
        return m_ids.value(node) > 0 ? m_ids.value(node) : realParent(m_ids.value(node));
    }

    /// What was thought and never answered stays, as an answer that was broken off.
    void finish()
    {
        for (qsizetype i = 0; i < m_waiting.size(); ++i) {
            const Waiting &waiting = m_waiting.at(i);
            if (waiting.thought.text.isEmpty() || m_taken.contains(-i - 1))
                continue;
            if (waiting.answer) {
                addThought(m_record.messages[waiting.parent - 1], waiting.thought);
                continue;
            }
            Message message;
            message.role = MessageRole::Assistant;
            message.state = MessageState::Interrupted;
            message.createdAt = m_record.conversation.usedAt;
            addThought(message, waiting.thought);
            addMessage(m_record, message, waiting.parent);
        }
    }

private:
    /// What a message hangs below that is not there yet, and what of its answer has come.
    struct Waiting {
        RowId parent = 0;
        Thought thought;
        std::optional<Message> answer{};
    };

    RowId realParent(RowId parent) const { return parent < 0 ? m_waiting.at(-parent - 1).parent : parent; }

    RowId wait(RowId parent, const QString &text, double seconds)
    {
        Waiting waiting = parent < 0 ? take(parent) : Waiting{parent, {}, {}};
        appendText(waiting.thought.text, text);
        waiting.thought.seconds += seconds;
        m_waiting.append(waiting);
        return -m_waiting.size();
    }

    RowId addUser(const QJsonObject &source, const QJsonObject &content, RowId parent)
    {
        Message message;
        message.role = MessageRole::User;
        message.text = textOf(content);
        message.createdAt = importedTime(source[QStringLiteral("create_time")]);
        for (const auto &file : source[QStringLiteral("metadata")][QStringLiteral("attachments")].toArray()) {
            if (const QString name = file[QStringLiteral("name")].toString(); !name.isEmpty())
                message.attachments.append({name, file[QStringLiteral("mime_type")].toString(), {}});
        }
        if (message.text.isEmpty() && message.attachments.isEmpty())
            return parent;
        return addMessage(m_record, message, parent);
    }

    RowId addAnswer(const QJsonObject &source, const QJsonObject &content, const QJsonObject &metadata, RowId parent)
    {
        Message message;
        message.role = MessageRole::Assistant;
        message.text = textOf(content);
        if (message.text.isEmpty())
            return parent;
        message.createdAt = importedTime(source[QStringLiteral("create_time")]);
        const Waiting waiting = parent < 0 ? take(parent) : Waiting{parent, {}, {}};
        const RowId above = waiting.parent;
        // An answer in several pieces, with tools between them, is one answer.
        if (waiting.answer) {
            Message whole = *waiting.answer;
            appendText(whole.text, message.text);
            addThought(whole, waiting.thought);
            Message &there = m_record.messages[above - 1];
            // Another piece behind the same beginning makes another answer.
            if (there.text != waiting.answer->text)
                return answered(addMessage(m_record, whole, whole.parent));
            there = whole;
            return answered(above);
        }
        Run run;
        run.model = metadata[QStringLiteral("model_slug")].toString(QStringLiteral("ChatGPT"));
        message.run = run;
        addThought(message, waiting.thought);
        if (source[QStringLiteral("status")].toString() == u"in_progress")
            message.state = MessageState::Interrupted;
        return answered(addMessage(m_record, message, above));
    }

    /// What stands for an answer of which more pieces may come.
    RowId answered(RowId answer)
    {
        m_waiting.append({answer, {}, m_record.messages.at(answer - 1)});
        return -m_waiting.size();
    }

    Waiting take(RowId parent)
    {
        m_taken.insert(parent);
        return m_waiting.at(-parent - 1);
    }

    static void addThought(Message &message, const Thought &thought)
    {
        if (thought.text.isEmpty())
            return;
        Reasoning reasoning = message.reasoning.value_or(Reasoning{});
        appendText(reasoning.text, thought.text);
        reasoning.seconds += thought.seconds;
        message.reasoning = reasoning;
    }

    /// "Thought for 1m 5s"
    static double secondsIn(const QString &recap)
    {
        static const QRegularExpression part(QStringLiteral("(\\d+)\\s*([hms])"));
        double seconds = 0;
        for (auto found = part.globalMatch(recap); found.hasNext();) {
            const auto match = found.next();
            const double unit = match.captured(2) == u"h" ? 3600 : match.captured(2) == u"m" ? 60 : 1;
            seconds += match.captured(1).toDouble() * unit;
        }
        return seconds;
    }

    ConversationRecord &m_record;
    QList<Waiting> m_waiting;
    QSet<RowId> m_taken;  ///< of those that wait: they have been used
    QHash<QString, RowId> m_ids;
};

}  // namespace

std::optional<ConversationRecord> fromChatGpt(const QJsonObject &object, QString &problem)
{
    ConversationRecord record;
    const QString id = object[QStringLiteral("conversation_id")].toString(object[QStringLiteral("id")].toString());
    if (id.isEmpty()) {
        problem = QStringLiteral("conversation_id");
        return std::nullopt;
    }
    record.uid = QStringLiteral("chatgpt:") + id;
    record.conversation.title = object[QStringLiteral("title")].toString();
    record.conversation.createdAt = importedTime(object[QStringLiteral("create_time")]);
    record.conversation.usedAt = importedTime(object[QStringLiteral("update_time")]);
    record.conversation.archived = object[QStringLiteral("is_archived")].toBool();
    Reader reader(record);
    walkMapping(object[QStringLiteral("mapping")].toObject(),
                [&](const QJsonObject &node, RowId parent) { return reader.take(node, parent); });
    reader.finish();
    record.conversation.currentMessage = reader.idOf(object[QStringLiteral("current_node")].toString());
    return finishRecord(record, problem) ? std::optional(record) : std::nullopt;
}

}  // namespace mingsi::app
