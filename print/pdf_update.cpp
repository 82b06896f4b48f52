// SPDX-License-Identifier: Apache-2.0
#include "print/pdf_update.h"

#include <QFile>
#include <qpdf/QPDFObjectHandle.hh>
#include <stdexcept>

namespace mingsi::app {

namespace {

using Object = QPDFObjectHandle;

constexpr qint64 kPiece = 1 << 20;
constexpr qint64 kTail = 1024;  // the last line but one tells where the table of objects begins

qint64 tableOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(std::max<qint64>(0, file.size() - kTail)))
        throw std::runtime_error(file.errorString().toStdString());
    const QByteArray tail = file.readAll();
    const QByteArray key = QByteArrayLiteral("startxref");
    const qsizetype at = tail.lastIndexOf(key);
    bool found = false;
    const qint64 place = tail.mid(at + key.size()).trimmed().split('\n').constFirst().trimmed().toLongLong(&found);
    if (at < 0 || !found)
        throw std::runtime_error("no startxref");
    return place;
}

}  // namespace

PdfUpdate::PdfUpdate(const QString &file, QIODevice &out) : m_file(file), m_out(out)
{
    m_pdf.processFile(QFile::encodeName(file).constData());
    m_size = static_cast<int>(m_pdf.getTrailer().getKey("/Size").getIntValue());
}

Object PdfUpdate::pagesOf(QPDF &pdf)
{
    Object pages = pdf.getRoot().getKey("/Pages");
    Object kids = pages.getKey("/Kids");
    // Qt writes one level of them.
    if (!kids.isArray() || kids.getArrayNItems() != pages.getKey("/Count").getIntValue())
        throw std::runtime_error("the pages are not those of Qt");
    return kids;
}

int PdfUpdate::reserve(int count)
{
    const int first = m_size;
    m_size += count;
    return first;
}

bool PdfUpdate::copy(const std::function<bool()> &goesOn)
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        throw std::runtime_error(file.errorString().toStdString());
    while (!file.atEnd()) {
        if (!goesOn())
            return false;
        const QByteArray piece = file.read(kPiece);
        if (piece.isEmpty())
            throw std::runtime_error(file.errorString().toStdString());
        put(piece.toStdString());
    }
    return true;
}

void PdfUpdate::write(int number, const std::string &object)
{
    m_places[number] = m_position;
    put(std::to_string(number) + " 0 obj\n" + object + "\nendobj\n");
}

void PdfUpdate::writeStream(int number, const std::string &content)
{
    write(number, "<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content + "\nendstream");
}

void PdfUpdate::finish()
{
    const qint64 table = m_position;
    put("xref\n");
    for (auto first = m_places.begin(); first != m_places.end();) {
        auto last = first;
        int count = 0;
        while (last != m_places.end() && last->first == first->first + count) {
            ++last;
            ++count;
        }
        put(std::to_string(first->first) + ' ' + std::to_string(count) + '\n');
        for (; first != last; ++first)
            put(QByteArray::number(first->second).rightJustified(10, '0').toStdString() + " 00000 n \n");
    }
    Object trailer = m_pdf.getTrailer().shallowCopy();
    trailer.replaceKey("/Size", Object::newInteger(m_size));
    trailer.replaceKey("/Prev", Object::newInteger(tableOf(m_file)));
    put("trailer\n" + trailer.unparse() + "\nstartxref\n" + std::to_string(table) + "\n%%EOF\n");
}

void PdfUpdate::put(const std::string &text)
{
    const auto size = static_cast<qint64>(text.size());
    if (m_out.write(text.data(), size) != size)
        throw std::runtime_error("the disk does not take it");
    m_position += size;
}

}  // namespace mingsi::app
