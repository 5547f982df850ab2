import { Paper, Tabs, Text } from '@mantine/core';
import type { Schemas } from '../api/client.js';
import { pageNonce } from '../app/pageNonce.js';
import { useTexts } from '../text/TextProvider.js';
import classes from './EmailText.module.css';
import { emailDocument } from './emailDocument.js';

/** As it was sent: the way most mail programs show it, and as the text that comes with it. */
export function EmailText({ email }: { email: Schemas['NotificationWithText'] }) {
  const { t } = useTexts();
  return (
    <Tabs defaultValue="html" keepMounted={false}>
      <Tabs.List aria-label={t('emails.content')} mb="md">
        <Tabs.Tab value="html">{t('emails.html')}</Tabs.Tab>
        <Tabs.Tab value="text">{t('emails.text')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="html" tabIndex={0}>
        <iframe
          className={classes.frame}
          title={t('emails.frame', { subject: email.subject })}
          sandbox=""
          srcDoc={emailDocument(email.html, pageNonce)}
        />
      </Tabs.Panel>
      <Tabs.Panel value="text" tabIndex={0}>
        <Paper withBorder p="md">
          <Text className="prose" ff="monospace" size="sm">
            {email.text}
          </Text>
        </Paper>
      </Tabs.Panel>
    </Tabs>
  );
}
