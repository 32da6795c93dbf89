import type { TimelineScenario } from "../scenario";

export const swedishWeb: readonly TimelineScenario[] = [
  {
    key: "sv-502",
    language: "sv",
    category: "general-web-hosting",
    service: "hosting",
    priorities: ["high", "urgent"],
    subjects: [
      "502 Bad Gateway på {domain}",
      "{domain} ger 502 till och från",
      "Sporadiska 502:or, {domain}",
    ],
    opening: `Hej,

sedan cirka {time} får ungefär var {n=8..30}:e besökare 502 på {domain}. Ur vår felövervakning:

[error] {pid=900..4000}#{pid}: *{c=100000..990000} connect() to unix:/run/php/{hosting}.sock failed (11: Resource temporarily unavailable) while connecting to upstream, client: 203.0.113.{h=10..240}, server: {domain}, request: "GET /produkter HTTP/2.0"

Vi skickade ut ett nyhetsbrev i morse, men trafiken är inte högre än vid andra utskick.

{sign}`,
    files: [{ name: "svarstider.png", graph: "Svarstid {domain}", shape: "peak" }],
    steps: [
      [
        "agent",
        `Hej {customer}!

Alla PHP-processer är upptagna, därav "temporarily unavailable". Jag tittade på vad de gör: {m=14..19} av 20 väntar på samma sak, ett anrop till ert lagersystem utan timeout:

#0 curl_exec() /home/{hosting}/public_html/inc/Lager.php:88
#1 Lager->saldo() /home/{hosting}/public_html/produkt.php:41

Svarar lagret långsamt så står hela sajten. Sätt CURLOPT_CONNECTTIMEOUT till 2 och CURLOPT_TIMEOUT till 4, och visa "saldo okänt" när det inte går.

Jag har höjt er gräns till 40 processer så länge.

{sign}`,
      ],
      [
        "colleague",
        "Hej, {colleague} här. Leverantören av lagret bekräftar att de har problem. Timeout utlagd {clock}, sajten är snabb igen även om saldon saknas.",
      ],
      [
        "agent",
        "Ser det härifrån också: inga 502:or de senaste minuterna. Jag låter de 40 processerna vara kvar över helgen.",
      ],
      ["customer", "Toppen. Tack båda!"],
    ],
  },
  {
    key: "sv-cert",
    language: "sv",
    category: "general-web-hosting",
    service: "hosting",
    priorities: ["high", "medium"],
    subjects: ["Certifikatet för {domain} förnyas inte", "SSL-varning på {domain}"],
    opening: `Hej, webbläsarna varnar för {domain}: NET::ERR_CERT_DATE_INVALID. Certifikatet gick ut i natt. I panelen står "Förnyelse misslyckades, försöker igen om 12 timmar".

{sign}`,
    files: [
      {
        name: "varning.png",
        window: "{domain}",
        lines: [
          "! Anslutningen är inte privat",
          "",
          "NET::ERR_CERT_DATE_INVALID",
          "Utfärdat för: {domain}",
        ],
      },
    ],
    steps: [
      [
        "agent",
        `Hej,

valideringen stoppas av en omskrivning i er .htaccess, allt under /.well-known/ skickas till index.php:

RewriteRule ^(.*)$ index.php?q=$1 [L,QSA]

Lägg det här ovanför så är det löst även nästa gång:

RewriteRule ^\\.well-known/acme-challenge/ - [L]

Jag körde förnyelsen manuellt {clock}, nytt certifikat gäller i 90 dagar.

{sign}`,
      ],
      ["customer", "Regeln ligger där nu. Grönt hänglås igen, tack!"],
    ],
    followUp: {
      subjects: ["{domain}: www saknas i certifikatet", "Certifikatet igen (ärende {earlier})"],
      opening:
        "Hej! I ärende {earlier} hjälpte ni oss med certifikatet. Nu upptäckte vi att www.{domain} inte är med i det nya, bara den nakna domänen. Kan ni lägga till det?\n\n{sign}",
      steps: [
        [
          "agent",
          "Hej, www pekade på en gammal adress när det utfärdades och hoppades därför över. Jag rättade A-posten och utfärdade om, båda namnen är med nu.\n\n{sign}",
        ],
        ["customer", "Ser bra ut, tack."],
      ],
    },
  },
  {
    key: "sv-hacked",
    language: "sv",
    category: "general-web-hosting",
    service: "hosting",
    priorities: ["urgent", "high"],
    subjects: ["Misstänkt intrång på {domain}", "Konstiga filer i {hosting}"],
    opening: `Hej,

vi hittade filer som inte är våra i {hosting}:

-rw-r--r-- 1 {hosting} {hosting}  {b=1800..9200} wp-content/uploads/cache-{x=100..999}.php
-rw-r--r-- 1 {hosting} {hosting}   412 wp-includes/.class-db.php

Innehållet är base64 och eval. {domain} skickar dessutom mobilbesökare vidare till en sida med vitaminpiller. Vad gör vi?

{sign}`,
    steps: [
      ["priority", "urgent", { wait: 4 }],
      [
        "agent",
        `Hej {customer},

jag har satt sajten i skrivskyddat läge och stoppat utgående e-post från kontot så att inget mer sprids. Det här syns i loggen:

203.0.113.{h=20..250} - - "POST /wp-content/plugins/formular-pro/upload.php HTTP/1.1" 200 31
203.0.113.{h} - - "GET /wp-content/uploads/cache-{x}.php?c=id HTTP/1.1" 200 54

Tillägget formular-pro tillät uppladdning utan inloggning. Första anropet är {d=3..9} dagar gammalt, så säkerhetskopian från dagen före är ren.

Mitt förslag:
1. Vi återställer filerna från den kopian till en sidomapp
2. Ni uppdaterar WordPress och tar bort tillägget
3. Ni byter alla lösenord, även databasens
4. Vi byter plats på mapparna

Ok?

{sign}`,
      ],
      [
        "customer",
        "Ok för alla fyra. Databasen behöver vi behålla som den är, det är ordrar i den.",
      ],
      [
        "agent",
        "Självklart, databasen rörs inte. Jag sökte igenom den efter iframe/script som inte hör hemma och hittade en rad i wp_options (widget_text), den är bortplockad och sparad i en textfil åt er.",
        {
          files: [
            {
              name: "borttaget-ur-databasen.txt",
              text: 'wp_options.option_name = widget_text\nfore:  ...i:2;a:2:{s:5:"title";s:0:"";s:4:"text";s:71:"<script src="//cdn.invalid/j.js"></script>";}\nefter: ...i:2;a:2:{s:5:"title";s:0:"";s:4:"text";s:0:"";}\n',
            },
          ],
        },
      ],
      [
        "customer",
        "Nya databaslösenordet, lägg in det i wp-config åt oss är ni snälla: Tj4ru-{pw=1000..9999}-Hamn!",
        { encrypted: true },
      ],
      [
        "agent",
        "Inlagt. Mapparna är bytta {clock} och skrivskyddet är av. Den gamla mappen ligger kvar i 30 dagar för er utredning.",
      ],
      [
        "colleague",
        "Genomsökt från vår sida också. Vi har anmält incidenten internt, inga kunduppgifter ser ut att ha lästs. Tack för insatsen.",
      ],
      [
        "agent2",
        "Hej, dagens genomsökning är ren. Jag stänger ärendet, men svara här om det dyker upp något.\n\n{sign}",
        { wait: 1400 },
      ],
    ],
  },
  {
    key: "sv-php-version",
    language: "sv",
    category: "general-web-hosting",
    service: "hosting",
    priorities: ["low", "medium"],
    subjects: ["Byta PHP-version på {hosting}", "PHP 8.3 till {domain}"],
    opening: `Hej!

Vi vill gå från PHP 8.1 till 8.3 på {domain}. <<Kan man prova först utan att alla besökare drabbas?|Finns det något sätt att testa i förväg?>> Vi har några äldre tillägg som vi inte är helt säkra på.

{sign}`,
    steps: [
      [
        "agent",
        `Hej!

Ja. Skapa en underdomän, t.ex. test.{domain}, som pekar på en kopia av mappen, och välj 8.3 för bara den under Webb → PHP. Slå på felloggen där så ser ni allt som klagar:

display_errors = Off
log_errors = On
error_reporting = E_ALL

De vanligaste hindren från 8.1 är dynamiska egenskaper (varning från 8.2) och utf8_encode/utf8_decode.

{sign}`,
      ],
      [
        "customer",
        "Bra tips. Vi får en hel del av den här sorten:\n\nPHP Deprecated: Creation of dynamic property Varukorg::$rabatt is deprecated in /home/{hosting}/test/inc/Varukorg.php on line {l=20..410}\n\nMen inget som stannar sidan. Kan vi köra ändå?",
      ],
      [
        "agent",
        "Det går bra, det är varningar och blir fel först i PHP 9. Deklarera egenskaperna i klassen när ni har tid.",
      ],
      ["customer", "Bytte i dag kl {clock}, allt ser bra ut. Sidan känns dessutom snabbare."],
    ],
  },
  {
    key: "sv-restore",
    language: "sv",
    category: "general-web-hosting",
    service: "hosting",
    priorities: ["high", "medium"],
    subjects: ["Återställa databas på {hosting}", "Råkade tömma en tabell, {domain}"],
    opening: `Hej, jag körde en UPDATE utan WHERE {time} på {hosting}, databasen {hosting}_butik, tabellen priser. Ja, jag vet.

Kan ni återställa bara den tabellen från nattens kopia? Resten av databasen har fått nya ordrar sedan dess.

{sign}`,
    steps: [
      [
        "agent",
        "Hej {customer}, det händer alla förr eller senare. Jag lägger nattens kopia av tabellen bredvid, som priser_0300, så kan du själv flytta över.",
        { wait: 14 },
      ],
      [
        "agent",
        "Klart: priser_0300 har {n=4100..21000} rader.\n\nUPDATE priser p JOIN priser_0300 k USING (artnr) SET p.pris = k.pris, p.moms = k.moms;\n\nKör gärna SELECT med samma JOIN först.\n\n{sign}",
        { wait: 11 },
      ],
      [
        "customer",
        "Återställt. Tre artiklar som lagts till på förmiddagen fick jag fylla i för hand. Du räddade min dag.",
      ],
      ["status", "closed", { wait: 30 }],
    ],
  },
  {
    key: "sv-slow-wp",
    language: "sv",
    category: "general-web-hosting",
    service: "hosting",
    priorities: ["medium", "low"],
    subjects: ["{domain} är långsam på förmiddagarna", "Hög TTFB på {domain}"],
    opening: `Hej,

{domain} har en TTFB på {s=3..7},{t=1..9} sekunder mellan 9 och 11, resten av dagen under 400 ms. Mätt från två håll. Inga fel i loggen. Har ni något som körs då?

{sign}`,
    files: [
      { name: "ttfb.png", graph: "TTFB {domain}", shape: "peak" },
      {
        name: "matning.csv",
        text: "klockslag;ttfb_ms\n08:30;312\n09:00;{s}204\n09:30;{s}871\n10:00;{s}655\n10:30;{s}118\n11:00;{s}032\n11:30;388\n12:00;341\n",
      },
    ],
    steps: [
      [
        "agent",
        `Hej, bra underlag!

Vi har inget som går då, men ni har: wp-cron triggas av besök och klockan nio köar er prisimport 1 200 jobb. Varje besökare får vänta medan jobben körs.

I wp-config.php:

define('DISABLE_WP_CRON', true);

och i panelen ett riktigt cronjobb var femte minut:

*/5 * * * * cd ~/public_html && php wp-cron.php > /dev/null 2>&1

{sign}`,
      ],
      ["colleague", "Infört i går kväll. I dag: 380 ms kl. 9.30. Så enkelt alltså."],
      [
        "customer",
        "Bifogar dagens mätning för fullständighetens skull.",
        {
          files: [
            {
              name: "matning-efter.csv",
              text: "klockslag;ttfb_ms\n08:30;305\n09:00;372\n09:30;380\n10:00;366\n10:30;351\n",
            },
          ],
        },
      ],
    ],
  },
  {
    key: "sv-migrate-files",
    language: "sv",
    category: "general-web-hosting",
    service: "hosting",
    priorities: ["medium"],
    subjects: [
      "Flytta in sajt till {hosting}",
      "Hjälp med flytt av {domain} från annan leverantör",
    ],
    opening: `Hej!

Vi tar över en sajt från en byrå och den ska in på {hosting}. Vi har fått en tar-fil på {gb=6..23} GB och en mysqldump. Uppladdning via panelen avbryts vid 2 GB. Hur gör vi lättast?

{sign}`,
    steps: [
      [
        "agent",
        "Hej, ta den via ssh/rsync i stället, då går det att återuppta:\n\nrsync -avP --append-verify sajt.tar {hosting}@ssh.hostup.example:~/inkommande/\n\nVill ni att vi packar upp och läser in dumpen så säg till när den är uppe.\n\n{sign}",
      ],
      [
        "customer",
        "Uppe nu. Ja tack gärna. Inloggning till gamla phpMyAdmin om ni behöver jämföra: byra / Sn0droppe-{pw=100..999}",
        { encrypted: true },
      ],
      [
        "agent",
        "Uppackat: {f=18000..96000} filer. Dumpen klagade på DEFINER, som pekar på en användare hos den gamla leverantören:\n\nERROR 1227 (42000) at line {l=400..2100}: Access denied; you need (at least one of) the SUPER, SET USER privilege(s) for this operation\n\nJag tog bort DEFINER ur dumpen med sed och läste in den igen, alla {t=38..140} tabeller är på plats.",
      ],
      ["customer", "Strålande. Testat via hosts-filen, pekar om DNS i eftermiddag."],
      ["remove", "", { wait: 4 }],
      [
        "customer",
        "Strålande. Testat via hosts-filen, pekar om DNS i morgon bitti i stället så vi är på plats allihop.",
        { wait: 3 },
      ],
      ["agent", "Klokt. Sänk TTL till 300 redan i kväll."],
      ["customer", "Ompekat och klart. Tack för hjälpen!", { wait: 1100 }],
    ],
  },
];
