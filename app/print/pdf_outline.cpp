// SPDX-License-Identifier: Apache-2.0
#include "app/print/pdf_outline.h"

#include <QFile>
#include <algorithm>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>
#include <stdexcept>
#include <vector>

#include "app/exchange/exporter.h"
#include "app/print/cmap_repair.h"

namespace mingsi::app {

namespace {

using Object = QPDFObjectHandle;

/// Where qpdf writes to.
class DevicePipeline : public Pipeline
{
public:
    explicit DevicePipeline(QIODevice &out) : Pipeline("export", nullptr), m_out(out) {}

    void write(const unsigned char *data, size_t length) override
    {
        const auto size = static_cast<qint64>(length);
        if (m_out.write(reinterpret_cast<const char *>(data), size) != size)
            throw std::runtime_error("the disk does not take it");
    }
    void finish() override {}

private:
    QIODevice &m_out;
};

/// The items of an outline, each linked to its neighbours.
class Outline
{
public:
    Outline(QPDF &pdf, const std::vector<QPDFPageObjectHelper> &pages, const QList<OutlineEntry> &entries) : m_pdf(pdf)
    {
        m_root = pdf.makeIndirectObject(Object::newDictionary());
        m_root.replaceKey("/Type", Object::newName("/Outlines"));
        std::vector<Open> open{{m_root, {}, 0}};
        for (const OutlineEntry &entry : entries) {
            const auto page = static_cast<std::size_t>(std::max(0, entry.page));
            if (page >= pages.size())
                continue;
            while (open.size() > static_cast<std::size_t>(std::max(0, entry.level)) + 1)
                close(open);
            add(open, entry, pages.at(page).getObjectHandle());
        }
        while (!open.empty())
            close(open);
    }

    Object root() const { return m_root; }

private:
    /// An item whose children are being added.
    struct Open {
        Object item;
        Object last;  ///< the child that was added last
        int count = 0;
    };

    void add(std::vector<Open> &open, const OutlineEntry &entry, Object page)
    {
        Open &parent = open.back();
        Object item = m_pdf.makeIndirectObject(Object::newDictionary());
        item.replaceKey("/Title", Object::newUnicodeString(entry.title.toStdString()));
        item.replaceKey("/Parent", parent.item);
        Object place = Object::newArray();
        place.appendItem(page);
        place.appendItem(Object::newName("/XYZ"));
        place.appendItem(Object::newNull());
        place.appendItem(Object::newReal(entry.top, 2));
        place.appendItem(Object::newNull());
        item.replaceKey("/Dest", place);
        if (parent.last.isInitialized()) {
            item.replaceKey("/Prev", parent.last);
            parent.last.replaceKey("/Next", item);
        } else {
            parent.item.replaceKey("/First", item);
        }
        parent.last = item;
        ++parent.count;
        open.push_back({item, {}, 0});
    }

    void close(std::vector<Open> &open)
    {
        Open &done = open.back();
        if (done.last.isInitialized()) {
            done.item.replaceKey("/Last", done.last);
            // Conversations are open, what is in them is not.
            done.item.replaceKey("/Count", Object::newInteger(open.size() == 1 ? done.count : -done.count));
        }
        open.pop_back();
    }

    QPDF &m_pdf;
    Object m_root;
};

}  // namespace

std::optional<Failure> writeWithOutline(const QString &file, const QList<OutlineEntry> &entries, QIODevice &out)
{
    try {
        QPDF pdf;
        pdf.processFile(QFile::encodeName(file).constData());
        const auto pages = QPDFPageDocumentHelper(pdf).getAllPages();
        if (!entries.isEmpty()) {
            pdf.getRoot().replaceKey("/Outlines", Outline(pdf, pages, entries).root());
            pdf.getRoot().replaceKey("/PageMode", Object::newName("/UseOutlines"));
        }
        repairIdeographs(pages, {QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Noto Sans Mono CJK SC")});
        DevicePipeline pipeline(out);
        QPDFWriter writer(pdf);
        writer.setOutputPipeline(&pipeline);
        writer.write();
        return std::nullopt;
    } catch (const std::exception &error) {
        return unwritable(out.errorString().isEmpty() ? QString::fromUtf8(error.what()) : out.errorString());
    }
}

}  // namespace mingsi::app
