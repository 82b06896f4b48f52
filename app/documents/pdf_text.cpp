// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>
#include <memory>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include "app/documents/document_text.h"

namespace mingsi::app {

QByteArray readPdf(const QByteArray &file, QString &problem)
{
    // What Poppler has to say about odd files is nobody's business here.
    static const bool quiet = (poppler::set_debug_error_function([](const std::string &, void *) {}, nullptr), true);
    static_cast<void>(quiet);
    const std::unique_ptr<poppler::document> document(
        poppler::document::load_from_raw_data(file.constData(), static_cast<int>(file.size())));
    if (!document || document->is_locked()) {
        problem = document ? QCoreApplication::translate("Document", "the PDF is locked by a password")
                           : QCoreApplication::translate("Document", "the PDF is damaged");
        return {};
    }
    QByteArray text;
    bool any = false;
    for (int i = 0; i < document->pages(); ++i) {
        const std::unique_ptr<poppler::page> page(document->create_page(i));
        if (!page)
            continue;
        const poppler::byte_array bytes = page->text().to_utf8();
        QByteArray content = QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).trimmed();
        // A line that looks like a page's mark is none.
        content.replace("\n[Page ", "\n [Page ");
        if (content.startsWith("[Page "))
            content.prepend(' ');
        any = any || !content.isEmpty();
        text += "[Page " + QByteArray::number(i + 1) + "]\n" + content + "\n\n";
        if (text.size() > kLongestDocumentText)
            break;
    }
    if (!any) {
        problem = QCoreApplication::translate("Document", "the PDF holds no text: it may be a scan");
        return {};
    }
    return text.trimmed();
}

}  // namespace mingsi::app
