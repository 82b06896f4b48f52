// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTemporaryFile>
#include <functional>
#include <memory>

#include "app/exchange/exporter.h"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace mingsi::app {

/// The tables of questions and answers as a workbook of XLSX, a sheet each for the first 200, by libxlsxwriter
/// (https://libxlsxwriter.github.io): numbers are numbers, everything else is text and never a formula.
class XlsxExporter : public Exporter
{
public:
    explicit XlsxExporter(QIODevice &out);
    ~XlsxExporter() override;

    void add(const ConversationRecord &record) override;
    std::optional<Failure> finish() override;

private:
    void addTable(const QList<QStringList> &rows, const QString &from);
    void writeRows(lxw_worksheet *sheet, int first, const QList<QStringList> &rows);
    void writeCell(lxw_worksheet *sheet, int row, int column, const QString &text, lxw_format *format);

    QIODevice &m_out;
    QTemporaryFile m_file;
    lxw_workbook *m_book = nullptr;
    lxw_worksheet *m_contents = nullptr;
    lxw_worksheet *m_more = nullptr;  ///< the sheet of those for which there are too many
    int m_moreRows = 0;
    lxw_format *m_bold = nullptr;
    lxw_format *m_lines = nullptr;  ///< of cells with line breaks
    lxw_format *m_boldLines = nullptr;
    int m_tables = 0;
};

/// The same tables as CSV, one below the other with a blank line between.
class CsvExporter : public Exporter
{
public:
    explicit CsvExporter(QIODevice &out) : m_out(out) {}

    void add(const ConversationRecord &record) override;
    std::optional<Failure> finish() override;

private:
    QIODevice &m_out;
    bool m_first = true;
};

}  // namespace mingsi::app
