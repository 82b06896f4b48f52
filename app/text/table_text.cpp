// SPDX-License-Identifier: Apache-2.0
#include "app/text/table_text.h"

#include <QRegularExpression>

namespace mingsi::app {

namespace {

bool isNumber(const QString &cell)
{
    static const QRegularExpression number(
        QStringLiteral("^[+-]?(\\d{1,3}(,\\d{3})+|\\d+)?(\\.\\d+)?([eE][+-]?\\d+)?\\s*%?$"));
    static const QRegularExpression digit(QStringLiteral("^[+-]?\\.?\\d"));
    return digit.match(cell).hasMatch() && number.match(cell).hasMatch();
}

/// A cell that a spreadsheet will not run.
QString harmless(QString cell)
{
    static const QString dangerous = QStringLiteral("=+-@\t\r");
    const QString visible = cell.trimmed();
    const bool runs = (!cell.isEmpty() && dangerous.contains(cell.front()))
        || (!visible.isEmpty() && dangerous.contains(visible.front()));
    if (runs && !isNumber(visible))
        cell.prepend(u'\'');
    return cell;
}

QString quoted(QString cell)
{
    if (!cell.contains(u',') && !cell.contains(u'"') && !cell.contains(u'\n') && !cell.contains(u'\r'))
        return cell;
    return u'"' + cell.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

}  // namespace

QString toCsv(const QList<QStringList> &rows)
{
    QString csv;
    for (const QStringList &row : rows) {
        QStringList cells;
        for (const QString &cell : row)
            cells.append(quoted(harmless(cell)));
        csv += cells.join(u',') + QStringLiteral("\r\n");
    }
    return csv;
}

QString toPlainCsv(const QList<QStringList> &rows)
{
    QString csv;
    for (const QStringList &row : rows) {
        QStringList cells;
        for (const QString &cell : row)
            cells.append(quoted(cell));
        csv += cells.join(u',') + u'\n';
    }
    return csv;
}

}  // namespace mingsi::app
