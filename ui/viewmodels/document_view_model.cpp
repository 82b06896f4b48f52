// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/document_view_model.h"

#include <algorithm>

#include "app/background.h"
#include "app/documents/excerpt.h"

namespace mingsi::ui {

namespace {

constexpr qsizetype kLongestShown = 6000;  // characters of a part

}  // namespace

int DocumentPartsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant DocumentPartsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const app::DocumentPart &part = m_parts.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case PlaceRole: return app::placeName(part);
    case TextRole:
        return QStringView(m_text).mid(part.start, std::min(part.length, kLongestShown)).trimmed().toString();
    case ChosenRole: return m_chosen.contains(index.row() + 1);
    default: return {};
    }
}

QHash<int, QByteArray> DocumentPartsModel::roleNames() const
{
    return {{PlaceRole, "place"}, {TextRole, "partText"}, {ChosenRole, "chosen"}};
}

void DocumentPartsModel::reset(const QString &text, const QList<app::DocumentPart> &parts)
{
    beginResetModel();
    m_text = text;
    m_parts = parts;
    m_chosen.clear();
    endResetModel();
    emit countChanged();
}

void DocumentPartsModel::choose(const QList<int> &numbers)
{
    m_chosen = QSet<int>(numbers.cbegin(), numbers.cend());
    if (count() > 0)
        emit dataChanged(index(0), index(count() - 1), {ChosenRole});
}

QList<int> DocumentPartsModel::chosen() const
{
    QList<int> numbers(m_chosen.cbegin(), m_chosen.cend());
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

DocumentViewModel::DocumentViewModel(ChatViewModel &chat, ComposerViewModel &drafts, Notices &notices)
    : m_chat(chat), m_drafts(drafts), m_notices(notices)
{
}

QString DocumentViewModel::numbers() const
{
    return app::toText(m_parts.chosen());
}

void DocumentViewModel::openDraft(int number)
{
    open(m_drafts.attachment(number), number, std::nullopt);
}

void DocumentViewModel::openOf(qint64 message, int number)
{
    open(m_chat.transcript()->message(message).attachments.value(number), -1, std::nullopt);
}

void DocumentViewModel::openCitation(qint64 answer, const QString &address)
{
    const auto citation = app::citationFrom(address);
    if (!citation)
        return;
    // What was attached last comes first.
    const auto branch = m_chat.transcript()->branchTo(answer, false);
    for (auto message = branch.crbegin(); message != branch.crend(); ++message) {
        for (const app::Attachment &attachment : message->attachments) {
            QString sheet;
            if (!app::isOf(*citation, attachment.name, &sheet))
                continue;
            open(attachment, -1, citation);
            return;
        }
    }
    m_notices.showText(citation->document.isEmpty()
                           ? tr("Nothing is attached to the questions above.")
                           : tr("No document \"%1\" is attached to the questions above.").arg(citation->document));
}

void DocumentViewModel::open(const app::Attachment &attachment, int draft, const std::optional<app::Citation> &place)
{
    if (attachment.name.isEmpty())
        return;
    m_attachment = attachment;
    m_draft = draft;
    m_loading = true;
    m_parts.reset({}, {});
    const int asked = ++m_opens;
    emit changed();
    if (!place)
        emit opened(-1, -1);
    struct Read {
        QString text;
        QList<app::DocumentPart> parts;
    };
    app::inBackground([attachment] {
        const QString text = QString::fromUtf8(attachment.content);
        return Read{text, app::splitDocument(text, attachment.mediaType, attachment.name)};
    }).then(this, [this, asked, place](const Read &read) {
        if (asked != m_opens)
            return;
        m_loading = false;
        m_parts.reset(read.text, read.parts);
        show(place);
    });
}

void DocumentViewModel::show(const std::optional<app::Citation> &place)
{
    const QString &excerpt = m_attachment.excerpt;
    m_choice = excerpt == app::kBestPassages                  ? Best
        : excerpt.isEmpty() || excerpt == app::kWholeDocument ? Whole
                                                              : Parts;
    if (m_choice == Parts)
        m_parts.choose(app::partNumbers(excerpt, m_parts.count()).value_or(QList<int>{}));
    emit changed();
    if (!place)
        return;
    QString sheet;
    app::isOf(*place, m_attachment.name, &sheet);
    const app::PartRange range = app::partsOf(*place, sheet, m_parts.parts());
    if (range.isEmpty())
        m_notices.showText(tr("%1 has no such place.").arg(m_attachment.name));
    emit opened(static_cast<int>(range.first), static_cast<int>(range.last));
}

void DocumentViewModel::setChoice(Choice choice)
{
    m_choice = choice;
    emit changed();
}

void DocumentViewModel::toggle(int row)
{
    QList<int> numbers = m_parts.chosen();
    if (!numbers.removeOne(row + 1))
        numbers.append(row + 1);
    m_parts.choose(numbers);
    m_choice = Parts;
    emit changed();
}

bool DocumentViewModel::setNumbers(const QString &text)
{
    const auto numbers = app::partNumbers(text, m_parts.count());
    if (!numbers)
        return false;
    m_parts.choose(*numbers);
    m_choice = Parts;
    emit changed();
    return true;
}

int DocumentViewModel::find(const QString &text, int from) const
{
    const int count = m_parts.count();
    for (int i = 1; i <= count && !text.isEmpty(); ++i) {
        const int row = (from + i) % count;
        if (m_parts.data(m_parts.index(row), DocumentPartsModel::TextRole)
                .toString()
                .contains(text, Qt::CaseInsensitive))
            return row;
    }
    return -1;
}

void DocumentViewModel::accept()
{
    if (m_draft < 0 || m_loading)
        return;
    QString excerpt = app::kWholeDocument;
    if (m_choice == Best)
        excerpt = app::kBestPassages;
    else if (m_choice == Parts && !m_parts.chosen().isEmpty())
        excerpt = numbers();
    m_drafts.setExcerpt(m_draft, excerpt);
}

}  // namespace mingsi::ui
