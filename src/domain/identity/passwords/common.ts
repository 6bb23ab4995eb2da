/** The passwords of ten characters and more that lists of leaked ones begin with, and ours. In small letters. */
export const common = new Set(
  `0123456789 01234567890 0987654321 1029384756 11223344556 1122334455 12345678900 1234567890 12345678910 123456789a
  123456789q 1234567891 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc 9876543210 a123456789 aa123456789 aa12345678
  abc1234567 abc123456789 abcd123456 abcd1234567 abcdefghij administrator adminadmin admin12345 asdfasdfasdf asdfghjkl1
  asdfghjkl; babygirl12 basketball baseball12 bismillah1 blink182blink butterfly1 cantguessthis changeme12 changeme123
  chocolate1 computer123 correcthorsebatterystaple football12 football123 forgetmenot fuckyou123 godisgood1 grandmother
  helloworld hello12345 hello123456 iloveyou12 iloveyou123 iloveyou1234 iloveyou2 iloveyousomuch ihateyou123 justinbieber
  letmein123 letmein1234 letmeinplease liverpool1 liverpoolfc manchester manchesterunited michael123 monkey1234
  motherfucker mypassword mypassword1 newpassword ncc1701enterprise p@ssw0rd12 p@ssw0rd123 p@ssword123 pa55word123
  passw0rd12 passw0rd123 passw0rd1234 password00 password01 password11 password12 password123 password1234 password12345
  password123456 password1! password99 passwordpassword passwort123 pokemon123 princess12 princess123 q1w2e3r4t5
  q1w2e3r4t5y6 qazwsx1234 qazwsxedc1 qazwsxedcrfv qwer123456 qwerasdfzxcv qwerty1234 qwerty12345 qwerty123456
  qwerty1234567 qwerty123456789 qwertyqwerty qwertyuiop qwertyuiop1 qwertyuiop123 qwertyuiop[] qwertzuiop samsung123
  schedly123 schedlyschedly secret1234 secret12345 spiderman1 starwars123 sunshine12 sunshine123 superman12 superman123
  test123456 testtest12 testtest123 trustno1trustno1 unbelievable welcome123 welcome1234 welcome2024 welcome2025
  welcome2026 whatever12 whatever123 yourpassword zaq12wsxcde3 zxcvbnm123 zxcvbnm1234 zxcvbnm,./`.split(/\s+/),
);
