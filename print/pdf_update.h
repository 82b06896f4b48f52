// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIODevice>
#include <QString>
#include <functional>
#include <map>
#include <qpdf/QPDF.hh>
#include <string>

namespace mingsi::app {

/// Adds objects to a PDF of Qt, or puts others in the place of some, by an incremental update (ISO 32000-1, 7.5.6): the
/// file is copied as it is, and what is new stands behind it. So only what is changed is ever in memory, however many
/// pages there are. Objects are read and written by qpdf (https://qpdf.sourceforge.io). Throws std::exception.
class PdfUpdate
{
public:
    PdfUpdate(const QString &file, QIODevice &out);

    QPDF &pdf() { return m_pdf; }
    /// The references to all pages, in their order.
    static QPDFObjectHandle pagesOf(QPDF &pdf);
    /// Numbers for new objects: the first of `count`.
    int reserve(int count);
    /// Copies the file; whether `goesOn` said so to the end.
    bool copy(const std::function<bool()> &goesOn);
    /// Writes an object, in place of the one that has the number.
    void write(int number, const std::string &object);
    void writeStream(int number, const std::string &content);
    /// Writes where the objects stand.
    void finish();

private:
    void put(const std::string &text);

    QString m_file;
    QIODevice &m_out;
    QPDF m_pdf;
    qint64 m_position = 0;
    int m_size = 0;  ///< one more than the highest number
    std::map<int, qint64> m_places;
};

}  // namespace mingsi::app
