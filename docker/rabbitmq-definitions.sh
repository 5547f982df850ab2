#!/bin/sh
# Prints RabbitMQ's definitions: an account for the administrator and one for each service. The services are those whose
# passwords are in the environment (BILLING_AMQP_PASSWORD). Lines of the template that name {{SERVICE}} stand once for each.
set -eu
services=$(env | sed -n 's/^\([A-Z]*\)_AMQP_PASSWORD=.*/\1/p' | sort)
while IFS= read -r line; do
  case $line in
    *'{{SERVICE}}'*)
      for service in $services; do
        eval "password=\$${service}_AMQP_PASSWORD"
        name=$(printf '%s' "$service" | tr '[:upper:]' '[:lower:]')
        printf '%s\n' "$line" | sed -e "s/{{SERVICE}}/$name/g" -e "s/{{PASSWORD}}/$password/" -e 's/{{NAMESPACE}}//g'
      done
      ;;
    *) printf '%s\n' "$line" | sed "s/{{ADMIN_PASSWORD}}/$RABBITMQ_PASSWORD/" ;;
  esac
done <"$(dirname "$0")/rabbitmq-definitions.template"
