// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QStringList>
#include <QVariantList>

#include "app/chat/chat_service.h"
#include "app/remote/server_list.h"
#include "app/store/endpoint_db.h"
#include "ui/viewmodels/notices.h"

namespace mingsi::ui {

/// Servers that answer in place of this machine: their addresses, keys and models.
class ServersViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    /// {id, url, model, promptPrice, completionPrice, currency} of those that were asked before.
    Q_PROPERTY(QVariantList known READ known NOTIFY knownChanged)
    /// {name, file} of the models of servers that are known: those that were asked, and all of the one that was looked
    /// at last; `file` opens one (ModelReference::toText()).
    Q_PROPERTY(QVariantList offered READ offered NOTIFY changed)
    /// What the server that was asked last has.
    Q_PROPERTY(QStringList models READ models NOTIFY changed)
    Q_PROPERTY(QString server READ server NOTIFY changed)
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    /// What went wrong, or is to be known about the server; empty when nothing is.
    Q_PROPERTY(QString status READ status NOTIFY changed)

public:
    /// `keyFile` is where keys are kept.
    ServersViewModel(app::ChatService &service, app::Database &database, Notices &notices, const QString &keyFile);

    QVariantList known() const;
    QVariantList offered() const;
    QStringList models() const { return m_models; }
    QString server() const { return m_server.toString(); }
    bool isAsking() const { return m_asking; }
    QString status() const;

    /// Reads what is stored.
    void load();
    /// Asks a server for its models. `address` may leave out the scheme and the path; an empty key leaves the one
    /// that is known.
    Q_INVOKABLE void ask(const QString &address, const QString &key);
    Q_INVOKABLE bool hasKey(const QString &address) const;
    /// Forgets a server and its key.
    Q_INVOKABLE void remove(qint64 endpoint);
    /// Stores what a server asks for a million tokens of questions and of answers, as the fields have it; without a
    /// currency the price is forgotten. Whether both are numbers, of which none is negative.
    Q_INVOKABLE bool setPrice(qint64 endpoint, const QString &prompt, const QString &completion,
                              const QString &currency);
    /// The text that opens a model of the server that was asked last (ModelReference::toText()).
    Q_INVOKABLE QString choose(const QString &model);
    void retranslate() { emit changed(); }

signals:
    void knownChanged();
    void changed();

private:
    static QUrl serverOf(const QString &address);
    void storeKey(const QUrl &server, const QString &key);
    std::optional<app::Endpoint> find(const QUrl &server) const;
    void put(const app::Endpoint &endpoint);

    app::ChatService &m_service;
    app::EndpointDb m_endpoints;
    Notices &m_notices;
    QString m_keyFile;
    app::ServerList m_list;
    QList<app::Endpoint> m_known;
    QUrl m_server;
    QStringList m_models;
    bool m_asking = false;
    std::optional<app::Failure> m_failure;
};

}  // namespace mingsi::ui
