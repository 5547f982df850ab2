#!/bin/sh
# Starts RabbitMQ with an account for each service, which may write to its own exchange only. The passwords come from the
# environment at each start, so a changed one counts from the next start on.
set -eu
definitions=/etc/rabbitmq/closeout.json
sh "$(dirname "$0")/rabbitmq-definitions.sh" >"$definitions"
echo "load_definitions = $definitions" >/etc/rabbitmq/conf.d/20-closeout.conf
chown rabbitmq "$definitions"
chmod 600 "$definitions"
for variable in $(env | sed -n 's/^\([A-Z]*_AMQP_PASSWORD\)=.*/\1/p'); do unset "$variable"; done
unset RABBITMQ_PASSWORD
exec docker-entrypoint.sh rabbitmq-server
