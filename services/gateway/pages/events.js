/* global AsyncApiStandalone */
AsyncApiStandalone.render(
  { schema: { url: '/api/v1/asyncapi.json' }, config: { show: { sidebar: true, errors: true } } },
  document.getElementById('events'),
);
