// SPDX-License-Identifier: Apache-2.0
#include "app/documents/excerpt.h"

#include <QSqlDatabase>
#include <QStringList>
#include <QUuid>
#include <algorithm>

#include "app/store/search_text.h"
#include "app/store/statement.h"

namespace mingsi::app {

namespace {

constexpr int kMostWords = 64;  // of a question that are looked for

/// The head of the table to which a row belongs: the first row of its sheet.
const DocumentPart *headOf(const QList<DocumentPart> &parts, qsizetype row)
{
    while (row > 0 && parts.at(row - 1).sheet == parts.at(row).sheet)
        --row;
    return &parts.at(row);
}

QString textOf(const QString &text, const DocumentPart &part)
{
    return text.mid(part.start, part.length).trimmed();
}

/// Parts that follow each other, under one mark.
QString stretchText(const QString &text, const QList<DocumentPart> &parts, qsizetype from, qsizetype to,
                    const QString &name)
{
    DocumentPart whole = parts.at(from);
    whole.last = parts.at(to).last;
    QString prompt = QStringLiteral("\n\n[%1, %2]").arg(name, markOf(whole));
    if (whole.kind != DocumentPart::Kind::Row) {
        for (qsizetype i = from; i <= to; ++i)
            prompt += u'\n' + textOf(text, parts.at(i));
        return prompt;
    }
    if (const DocumentPart *head = headOf(parts, from); head != &parts.at(from))
        prompt += u'\n' + textOf(text, *head);
    for (qsizetype i = from; i <= to; ++i)
        prompt += QStringLiteral("\n%1: ").arg(parts.at(i).first) + textOf(text, parts.at(i));
    return prompt;
}

bool follows(const DocumentPart &part, const DocumentPart &next)
{
    // Pages stand by themselves: each is to be cited.
    return part.kind != DocumentPart::Kind::Page && part.sheet == next.sheet && next.first == part.last + 1;
}

/// "a" OR "b" OR …: any of the words of a question.
QString anyOf(const QString &question)
{
    QStringList words;
    for (const QString &word : toIndexText(question).split(u' ', Qt::SkipEmptyParts)) {
        QString letters;
        for (const QChar c : word)
            letters += c.isLetterOrNumber() ? c : QChar(u' ');
        for (const QString &one : letters.toLower().split(u' ', Qt::SkipEmptyParts)) {
            if (one.size() > 1 && !words.contains(one) && words.size() < kMostWords)
                words.append(one);
        }
    }
    for (QString &word : words)
        word = u'"' + word + u'"';
    return words.join(QStringLiteral(" OR "));
}

/// The parts that hold a word of the question, the best first.
QList<int> ranked(const QString &text, const QList<DocumentPart> &parts, const QString &query)
{
    QList<int> order;
    const QString name = QStringLiteral("passages-") + QUuid::createUuid().toString(QUuid::Id128);
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(QStringLiteral(":memory:"));
        try {
            if (!database.open())
                throw SqlFailure{database.lastError()};
            Statement(database, QStringLiteral("CREATE VIRTUAL TABLE part USING fts5(text, tokenize='unicode61')"));
            database.transaction();
            for (qsizetype i = 0; i < parts.size(); ++i)
                Statement(database, QStringLiteral("INSERT INTO part(rowid, text) VALUES (?, ?)"),
                          {i + 1, toIndexText(textOf(text, parts.at(i)))});
            database.commit();
            Statement rows(database,
                           QStringLiteral("SELECT rowid FROM part WHERE part MATCH ? ORDER BY bm25(part), rowid"),
                           {query});
            while (rows.next())
                order.append(rows.value(0).toInt());
        } catch (const SqlFailure &) {
            order.clear();  // as if nothing were found: the beginning serves
        }
    }
    QSqlDatabase::removeDatabase(name);
    return order;
}

}  // namespace

std::optional<QList<int>> partNumbers(const QString &text, qsizetype count)
{
    QList<int> numbers;
    QString list = text;
    list.replace(u'，', u',').replace(u'、', u',').replace(u'–', u'-').replace(u'—', u'-');
    for (const QString &one : list.split(u',', Qt::SkipEmptyParts)) {
        const QString range = one.trimmed();
        if (range.isEmpty())
            continue;
        bool firstOk = false;
        bool lastOk = false;
        const int first = range.section(u'-', 0, 0).trimmed().toInt(&firstOk);
        const int last = range.contains(u'-') ? range.section(u'-', 1).trimmed().toInt(&lastOk) : first;
        if (!firstOk || (range.contains(u'-') && !lastOk) || first < 1 || last < first || last > count)
            return std::nullopt;
        for (int number = first; number <= last; ++number)
            numbers.append(number);
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

QString toText(const QList<int> &numbers)
{
    QStringList ranges;
    for (qsizetype i = 0; i < numbers.size();) {
        qsizetype end = i;
        while (end + 1 < numbers.size() && numbers.at(end + 1) == numbers.at(end) + 1)
            ++end;
        ranges.append(end == i ? QString::number(numbers.at(i))
                               : QStringLiteral("%1-%2").arg(numbers.at(i)).arg(numbers.at(end)));
        i = end + 1;
    }
    return ranges.join(u',');
}

namespace {

QString headOf(const Attachment &attachment, qsizetype chosen, qsizetype all)
{
    return QStringLiteral("[%1] (%2 of %3 parts)").arg(attachment.name, QString::number(chosen), QString::number(all));
}

QString requestToCite(const Attachment &attachment, const DocumentPart &part)
{
    return QStringLiteral("\n\n(Cite what you use by its mark, for example [%1, %2].)")
        .arg(attachment.name, markOf(part));
}

}  // namespace

QString promptText(const Attachment &attachment)
{
    const QString text = QString::fromUtf8(attachment.content);
    const QString whole = QStringLiteral("[%1]\n%2").arg(attachment.name, text);
    if (attachment.excerpt.isEmpty() || attachment.excerpt == kBestPassages || attachment.excerpt == kWholeDocument)
        return whole;
    const auto parts = splitDocument(text, attachment.mediaType, attachment.name);
    const auto numbers = partNumbers(attachment.excerpt, parts.size());
    if (!numbers || numbers->isEmpty())
        return whole;
    QString prompt = headOf(attachment, numbers->size(), parts.size());
    for (qsizetype i = 0; i < numbers->size();) {
        qsizetype end = i;
        while (end + 1 < numbers->size() && numbers->at(end + 1) == numbers->at(end) + 1
               && follows(parts.at(numbers->at(end) - 1), parts.at(numbers->at(end))))
            ++end;
        prompt += stretchText(text, parts, numbers->at(i) - 1, numbers->at(end) - 1, attachment.name);
        i = end + 1;
    }
    return prompt + requestToCite(attachment, parts.at(numbers->constFirst() - 1));
}

QList<int> bestParts(const Attachment &attachment, const QString &question, int budget,
                     const std::function<int(const QString &)> &countTokens)
{
    const QString text = QString::fromUtf8(attachment.content);
    const auto parts = splitDocument(text, attachment.mediaType, attachment.name);
    const QString query = anyOf(question);
    QList<int> order = query.isEmpty() ? QList<int>() : ranked(text, parts, query);
    const bool found = !order.isEmpty();
    if (!found) {
        for (int i = 1; i <= parts.size(); ++i)
            order.append(i);
    }
    QList<int> chosen;
    int used = parts.isEmpty()
        ? 0
        : countTokens(headOf(attachment, parts.size(), parts.size()) + requestToCite(attachment, parts.constLast()));
    for (const int number : std::as_const(order)) {
        const DocumentPart &part = parts.at(number - 1);
        const int tokens = countTokens(textOf(text, part)) + countTokens(attachment.name + markOf(part)) + 4;
        if (used + tokens > budget) {
            // A shorter one may still find place, but not the thousandth.
            if (!found || used > budget * 9 / 10)
                break;
            continue;
        }
        used += tokens;
        chosen.append(number);
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

std::optional<QList<Attachment>> fitted(const QList<Attachment> &attachments, const QString &question, int room,
                                        const std::function<int(const QString &)> &countTokens)
{
    QList<Attachment> all = attachments;
    int searched = 0;
    for (Attachment &attachment : all) {
        if (attachment.excerpt == kBestPassages) {
            ++searched;
            continue;
        }
        if (attachment.excerpt == kWholeDocument)
            attachment.excerpt.clear();
        room -= countTokens(promptText(attachment));
    }
    for (Attachment &attachment : all) {
        if (attachment.excerpt != kBestPassages)
            continue;
        // What one leaves the others may have.
        const auto parts = bestParts(attachment, question, std::max(0, room / searched--), countTokens);
        if (parts.isEmpty())
            return std::nullopt;
        attachment.excerpt = toText(parts);
        room -= countTokens(promptText(attachment));
    }
    return all;
}

}  // namespace mingsi::app
