#!/bin/sh
# Starts RabbitMQ with an account for each service, which may write to its own exchange only. The passwords come from the
# environment at each start, so a changed one counts from the next start on.
set -eu
definitions=/etc/rabbitmq/closeout.json
sed -e "s/{{NAMESPACE}}//g" \
  -e "s/{{ADMIN_PASSWORD}}/$RABBITMQ_PASSWORD/" \
  -e "s/{{PROJECTS_PASSWORD}}/$PROJECTS_AMQP_PASSWORD/" \
  -e "s/{{BILLING_PASSWORD}}/$BILLING_AMQP_PASSWORD/" \
  -e "s/{{NOTIFICATIONS_PASSWORD}}/$NOTIFICATIONS_AMQP_PASSWORD/" \
  -e "s/{{GATEWAY_PASSWORD}}/$GATEWAY_AMQP_PASSWORD/" \
  /opt/closeout/rabbitmq-definitions.json >"$definitions"
echo "load_definitions = $definitions" >/etc/rabbitmq/conf.d/20-closeout.conf
chown rabbitmq "$definitions"
chmod 600 "$definitions"
unset RABBITMQ_PASSWORD PROJECTS_AMQP_PASSWORD BILLING_AMQP_PASSWORD NOTIFICATIONS_AMQP_PASSWORD GATEWAY_AMQP_PASSWORD
exec docker-entrypoint.sh rabbitmq-server
