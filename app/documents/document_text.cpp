// SPDX-License-Identifier: Apache-2.0
#include "app/documents/document_text.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>
#include <algorithm>
#include <iconv.h>

#include "app/exchange/zip_reader.h"

namespace mingsi::app {

namespace {

bool isText(const QString &text)
{
    return std::none_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.unicode() < 0x20 && c != u'\t' && c != u'\n' && c != u'\r' && c != u'\f' && c != u'\x1b';
    });
}

/// GB 18030, in which many Chinese text files still are; null when it is not that.
QByteArray fromChinese(const QByteArray &bytes)
{
    const iconv_t converter = iconv_open("UTF-8", "GB18030");
    if (converter == reinterpret_cast<iconv_t>(-1))
        return {};
    QByteArray text(bytes.size() * 2 + 16, Qt::Uninitialized);
    char *in = const_cast<char *>(bytes.constData());
    char *out = text.data();
    std::size_t inLeft = static_cast<std::size_t>(bytes.size());
    std::size_t outLeft = static_cast<std::size_t>(text.size());
    const std::size_t failed = iconv(converter, &in, &inLeft, &out, &outLeft);
    iconv_close(converter);
    if (failed == static_cast<std::size_t>(-1) || inLeft > 0)
        return {};
    text.truncate(text.size() - static_cast<qsizetype>(outLeft));
    return text;
}

/// A file of text in UTF-8; null when it is none.
QByteArray readText(const QByteArray &file)
{
    if (file.startsWith("\xff\xfe") || file.startsWith("\xfe\xff")) {
        QStringDecoder decoder(QStringDecoder::Utf16);
        const QString text = decoder(file);
        return !decoder.hasError() && isText(text) ? text.toUtf8() : QByteArray();
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(file);
    if (!decoder.hasError())
        return isText(text) ? text.toUtf8() : QByteArray();
    const QByteArray chinese = fromChinese(file);
    return isText(QString::fromUtf8(chinese)) ? chinese : QByteArray();
}

bool looksLikeHtml(const QString &path, const QByteArray &file)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending != u"html" && ending != u"htm" && ending != u"xhtml")
        return false;
    return file.left(4096).toLower().contains("<");
}

}  // namespace

QStringList documentEndings()
{
    return {QStringLiteral("pdf"), QStringLiteral("docx"), QStringLiteral("xlsx"), QStringLiteral("html"),
            QStringLiteral("htm")};
}

Result<DocumentText> readDocument(const QString &path)
{
    const auto refuse = [&](const QString &detail) {
        return Failure{Failure::Kind::FileUnusable, {}, path, {}, detail};
    };
    QFile in(path);
    if (!in.open(QIODevice::ReadOnly))
        return refuse(in.errorString());
    if (in.size() > kLargestDocument)
        return refuse(QCoreApplication::translate("Document", "it is larger than %1 MiB").arg(kLargestDocument >> 20));
    const QByteArray file = in.read(kLargestDocument);
    if (in.error() != QFileDevice::NoError)
        return refuse(in.errorString());

    DocumentText document;
    QString problem;
    const QString ending = QFileInfo(path).suffix().toLower();
    if (file.startsWith("%PDF-")) {
        document = {readPdf(file, problem), QStringLiteral("application/pdf")};
    } else if (ZipReader::isZip(path) && ending == u"xlsx") {
        document = {readXlsx(path, problem),
                    QStringLiteral("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")};
    } else if (ZipReader::isZip(path) && ending == u"docx") {
        document = {readDocx(path, problem),
                    QStringLiteral("application/vnd.openxmlformats-officedocument.wordprocessingml.document")};
    } else if (looksLikeHtml(path, file)) {
        document = {readHtml(file, problem), QStringLiteral("text/html")};
    } else {
        document = {readText(file), QStringLiteral("text/plain")};
        if (document.text.isNull() && !file.isEmpty())
            problem = QCoreApplication::translate("Document", "it is neither text nor a PDF, DOCX, XLSX or HTML file");
    }
    if (!problem.isEmpty())
        return refuse(problem);
    if (document.text.size() > kLongestDocumentText)
        return refuse(
            QCoreApplication::translate("Document", "its text is longer than %1 MiB").arg(kLongestDocumentText >> 20));
    if (document.text.isNull())
        document.text = QByteArrayLiteral("");
    return document;
}

}  // namespace mingsi::app
