// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/tables_exporter.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>
#include <xlsxwriter.h>

#include "app/exchange/export_text.h"
#include "app/exchange/xml_text.h"
#include "app/exchange/zip_reader.h"
#include "app/exchange/zip_writer.h"
#include "app/text/rich_text.h"
#include "app/text/table_text.h"

namespace mingsi::app {

namespace {

constexpr qsizetype kLongestCell = 32767;  // Excel's limits
constexpr int kMostRows = 1'048'576;
constexpr int kMostSheets = 200;  // of tables; more ones stand below each other on one
constexpr int kMostColumns = 16'384;

/// A cell that is a number and stays the same when it is read as one: no codes with zeros in front, no long ids.
std::optional<double> number(const QString &cell)
{
    static const QRegularExpression plain(QStringLiteral("^-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,10})?$"));
    if (!plain.match(cell).hasMatch() || cell.size() > 16)
        return std::nullopt;
    return cell.toDouble();
}

Failure noTables()
{
    return {Failure::Kind::NoTables, {}, {}, {}, {}};
}

/// Whether each sheet of a workbook ends as it should: the library does not notice every full disk.
bool isWhole(const QString &file)
{
    ZipReader archive;
    if (archive.open(file))
        return false;
    const QStringList names = archive.names();
    return std::all_of(names.cbegin(), names.cend(), [&](const QString &name) {
        if (!name.startsWith(u"xl/worksheets/sheet"))
            return true;
        const auto next = archive.read(name);
        QByteArray end;
        for (QByteArray piece = next(1 << 20); !piece.isEmpty(); piece = next(1 << 20))
            end = (end + piece).right(64);
        return !archive.failed() && end.trimmed().endsWith("</worksheet>");
    });
}

}  // namespace

XlsxExporter::XlsxExporter(QIODevice &out) : m_out(out)
{
    m_file.setFileTemplate(m_file.fileTemplate() + QStringLiteral(".xlsx"));
    if (!m_file.open())
        return;
    // Not in "constant memory": what then finds no room on the disk is left out without a word.
    m_book = workbook_new(m_file.fileName().toUtf8().constData());
    if (m_book == nullptr)
        return;
    m_bold = workbook_add_format(m_book);
    format_set_bold(m_bold);
    m_lines = workbook_add_format(m_book);
    format_set_text_wrap(m_lines);
    m_boldLines = workbook_add_format(m_book);
    format_set_bold(m_boldLines);
    format_set_text_wrap(m_boldLines);
    m_contents = workbook_add_worksheet(m_book, QCoreApplication::translate("Export", "Contents").toUtf8().constData());
    worksheet_set_column(m_contents, 1, 1, 60, nullptr);
    writeCell(m_contents, 0, 0, QCoreApplication::translate("Export", "Table"), m_bold);
    writeCell(m_contents, 0, 1, QCoreApplication::translate("Export", "From"), m_bold);
}

XlsxExporter::~XlsxExporter()
{
    if (m_book != nullptr)
        workbook_close(m_book);
}

void XlsxExporter::add(const ConversationRecord &record)
{
    if (m_book == nullptr)
        return;
    forEachMessage(record.messages, [&](const Message &message) {
        for (const auto &rows : tablesIn(message.text))
            addTable(rows, exporttext::titleOf(record.conversation));
    });
}

void XlsxExporter::addTable(const QList<QStringList> &rows, const QString &from)
{
    const QString name = QCoreApplication::translate("Export", "Table %1").arg(++m_tables);
    if (m_tables <= kMostSheets) {
        lxw_worksheet *sheet = workbook_add_worksheet(m_book, name.toUtf8().constData());
        if (sheet == nullptr)
            return;
        worksheet_freeze_panes(sheet, 1, 0);
        writeRows(sheet, 0, rows);
        writeCell(m_contents, m_tables, 0, name, nullptr);
        writeCell(m_contents, m_tables, 1, from, nullptr);
        return;
    }
    if (m_more == nullptr) {
        const QString more = QCoreApplication::translate("Export", "More tables");
        m_more = workbook_add_worksheet(m_book, more.toUtf8().constData());
        writeCell(m_contents, m_tables, 0, more, nullptr);
    }
    if (m_more == nullptr || m_moreRows + rows.size() + 2 > kMostRows)
        return;
    writeCell(m_more, m_moreRows, 0, QStringLiteral("%1 · %2").arg(name, from), nullptr);
    writeRows(m_more, m_moreRows + 1, rows);
    m_moreRows += static_cast<int>(rows.size()) + 2;
}

void XlsxExporter::writeRows(lxw_worksheet *sheet, int first, const QList<QStringList> &rows)
{
    const auto lines = static_cast<int>(std::min<qsizetype>(rows.size(), kMostRows - first));
    for (int row = 0; row < lines; ++row) {
        const auto columns = static_cast<int>(std::min<qsizetype>(rows.at(row).size(), kMostColumns));
        for (int column = 0; column < columns; ++column)
            writeCell(sheet, first + row, column, rows.at(row).at(column), row == 0 ? m_bold : nullptr);
    }
}

void XlsxExporter::writeCell(lxw_worksheet *sheet, int row, int column, const QString &text, lxw_format *format)
{
    const auto r = static_cast<lxw_row_t>(row);
    const auto c = static_cast<lxw_col_t>(column);
    if (const auto value = number(text); value && format == nullptr)
        worksheet_write_number(sheet, r, c, *value, format);
    else if (text.contains(u'\n'))
        worksheet_write_string(sheet, r, c, xmlSafe(text).left(kLongestCell).toUtf8().constData(),
                               format == nullptr ? m_lines : m_boldLines);
    else
        worksheet_write_string(sheet, r, c, xmlSafe(text).left(kLongestCell).toUtf8().constData(), format);
}

std::optional<Failure> XlsxExporter::finish()
{
    if (m_book == nullptr)
        return unwritable(m_file.errorString());
    lxw_workbook *book = std::exchange(m_book, nullptr);
    const lxw_error error = workbook_close(book);
    if (m_tables == 0)
        return noTables();
    if (error != LXW_NO_ERROR)
        return unwritable(QString::fromUtf8(lxw_strerror(error)));
    if (!isWhole(m_file.fileName()))
        return unwritable({});
    return copyFile(m_file.fileName(), m_out, [this] { return goesOn(); });
}

void CsvExporter::add(const ConversationRecord &record)
{
    forEachMessage(record.messages, [this](const Message &message) {
        for (const auto &rows : tablesIn(message.text)) {
            // Excel takes a file without the mark for one of its own code page.
            m_out.write(m_first ? "\xef\xbb\xbf" : "\r\n");
            m_first = false;
            m_out.write(toCsv(rows).toUtf8());
        }
    });
}

std::optional<Failure> CsvExporter::finish()
{
    return m_first ? std::optional(noTables()) : std::nullopt;
}

}  // namespace mingsi::app
