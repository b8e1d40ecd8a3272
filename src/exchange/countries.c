/* countries.c — countries as GDELT writes them: FIPS 10-4 where a place is,
 * CAMEO where an actor is from. */
#include "exchange/gdelt.h"

typedef struct country {
    char iso3[4], fips[3];
    const char *name;
} country;

/* By ISO 3166-1 alpha-3. FIPS 10-4 with its last changes of 2010 and the
 * codes that the same agency gave to South Sudan, Curacao and Sint Maarten
 * later. It has no code for Aland and Bonaire, which go with their states,
 * and nine for the outlying islands of the United States, none of which is
 * theirs as a whole. Palestine is two: see dtli_gdelt_fips. */
static const country COUNTRIES[] = {
    { "ABW", "AA", "Aruba" },
    { "AFG", "AF", "Afghanistan" },
    { "AGO", "AO", "Angola" },
    { "AIA", "AV", "Anguilla" },
    { "ALA", "FI", "Aland Islands" },
    { "ALB", "AL", "Albania" },
    { "AND", "AN", "Andorra" },
    { "ANT", "NT", "Netherlands Antilles" },
    { "ARE", "AE", "United Arab Emirates" },
    { "ARG", "AR", "Argentina" },
    { "ARM", "AM", "Armenia" },
    { "ASM", "AQ", "American Samoa" },
    { "ATA", "AY", "Antarctica" },
    { "ATF", "FS", "French Southern Territories" },
    { "ATG", "AC", "Antigua and Barbuda" },
    { "AUS", "AS", "Australia" },
    { "AUT", "AU", "Austria" },
    { "AZE", "AJ", "Azerbaijan" },
    { "BDI", "BY", "Burundi" },
    { "BEL", "BE", "Belgium" },
    { "BEN", "BN", "Benin" },
    { "BES", "NL", "Bonaire" },
    { "BFA", "UV", "Burkina Faso" },
    { "BGD", "BG", "Bangladesh" },
    { "BGR", "BU", "Bulgaria" },
    { "BHR", "BA", "Bahrain" },
    { "BHS", "BF", "Bahamas" },
    { "BIH", "BK", "Bosnia and Herzegovina" },
    { "BLM", "TB", "Saint Barthelemy" },
    { "BLR", "BO", "Belarus" },
    { "BLZ", "BH", "Belize" },
    { "BMU", "BD", "Bermuda" },
    { "BOL", "BL", "Bolivia" },
    { "BRA", "BR", "Brazil" },
    { "BRB", "BB", "Barbados" },
    { "BRN", "BX", "Brunei" },
    { "BTN", "BT", "Bhutan" },
    { "BVT", "BV", "Bouvet Island" },
    { "BWA", "BC", "Botswana" },
    { "CAF", "CT", "Central African Republic" },
    { "CAN", "CA", "Canada" },
    { "CCK", "CK", "Cocos Islands" },
    { "CHE", "SZ", "Switzerland" },
    { "CHL", "CI", "Chile" },
    { "CHN", "CH", "China" },
    { "CIV", "IV", "Ivory Coast" },
    { "CMR", "CM", "Cameroon" },
    { "COD", "CG", "Democratic Republic of the Congo" },
    { "COG", "CF", "Republic of the Congo" },
    { "COK", "CW", "Cook Islands" },
    { "COL", "CO", "Colombia" },
    { "COM", "CN", "Comoros" },
    { "CPV", "CV", "Cape Verde" },
    { "CRI", "CS", "Costa Rica" },
    { "CUB", "CU", "Cuba" },
    { "CUW", "UC", "Curacao" },
    { "CXR", "KT", "Christmas Island" },
    { "CYM", "CJ", "Cayman Islands" },
    { "CYP", "CY", "Cyprus" },
    { "CZE", "EZ", "Czech Republic" },
    { "DEU", "GM", "Germany" },
    { "DJI", "DJ", "Djibouti" },
    { "DMA", "DO", "Dominica" },
    { "DNK", "DA", "Denmark" },
    { "DOM", "DR", "Dominican Republic" },
    { "DZA", "AG", "Algeria" },
    { "ECU", "EC", "Ecuador" },
    { "EGY", "EG", "Egypt" },
    { "ERI", "ER", "Eritrea" },
    { "ESH", "WI", "Western Sahara" },
    { "ESP", "SP", "Spain" },
    { "EST", "EN", "Estonia" },
    { "ETH", "ET", "Ethiopia" },
    { "FIN", "FI", "Finland" },
    { "FJI", "FJ", "Fiji" },
    { "FLK", "FK", "Falkland Islands" },
    { "FRA", "FR", "France" },
    { "FRO", "FO", "Faroe Islands" },
    { "FSM", "FM", "Micronesia" },
    { "GAB", "GB", "Gabon" },
    { "GBR", "UK", "United Kingdom" },
    { "GEO", "GG", "Georgia" },
    { "GGY", "GK", "Guernsey" },
    { "GHA", "GH", "Ghana" },
    { "GIB", "GI", "Gibraltar" },
    { "GIN", "GV", "Guinea" },
    { "GLP", "GP", "Guadeloupe" },
    { "GMB", "GA", "Gambia" },
    { "GNB", "PU", "Guinea-Bissau" },
    { "GNQ", "EK", "Equatorial Guinea" },
    { "GRC", "GR", "Greece" },
    { "GRD", "GJ", "Grenada" },
    { "GRL", "GL", "Greenland" },
    { "GTM", "GT", "Guatemala" },
    { "GUF", "FG", "French Guiana" },
    { "GUM", "GQ", "Guam" },
    { "GUY", "GY", "Guyana" },
    { "HKG", "HK", "Hong Kong" },
    { "HMD", "HM", "Heard Island and McDonald Islands" },
    { "HND", "HO", "Honduras" },
    { "HRV", "HR", "Croatia" },
    { "HTI", "HA", "Haiti" },
    { "HUN", "HU", "Hungary" },
    { "IDN", "ID", "Indonesia" },
    { "IMN", "IM", "Isle of Man" },
    { "IND", "IN", "India" },
    { "IOT", "IO", "British Indian Ocean Territory" },
    { "IRL", "EI", "Ireland" },
    { "IRN", "IR", "Iran" },
    { "IRQ", "IZ", "Iraq" },
    { "ISL", "IC", "Iceland" },
    { "ISR", "IS", "Israel" },
    { "ITA", "IT", "Italy" },
    { "JAM", "JM", "Jamaica" },
    { "JEY", "JE", "Jersey" },
    { "JOR", "JO", "Jordan" },
    { "JPN", "JA", "Japan" },
    { "KAZ", "KZ", "Kazakhstan" },
    { "KEN", "KE", "Kenya" },
    { "KGZ", "KG", "Kyrgyzstan" },
    { "KHM", "CB", "Cambodia" },
    { "KIR", "KR", "Kiribati" },
    { "KNA", "SC", "Saint Kitts and Nevis" },
    { "KOR", "KS", "South Korea" },
    { "KWT", "KU", "Kuwait" },
    { "LAO", "LA", "Laos" },
    { "LBN", "LE", "Lebanon" },
    { "LBR", "LI", "Liberia" },
    { "LBY", "LY", "Libya" },
    { "LCA", "ST", "Saint Lucia" },
    { "LIE", "LS", "Liechtenstein" },
    { "LKA", "CE", "Sri Lanka" },
    { "LSO", "LT", "Lesotho" },
    { "LTU", "LH", "Lithuania" },
    { "LUX", "LU", "Luxembourg" },
    { "LVA", "LG", "Latvia" },
    { "MAC", "MC", "Macao" },
    { "MAF", "RN", "Saint Martin" },
    { "MAR", "MO", "Morocco" },
    { "MCO", "MN", "Monaco" },
    { "MDA", "MD", "Moldova" },
    { "MDG", "MA", "Madagascar" },
    { "MDV", "MV", "Maldives" },
    { "MEX", "MX", "Mexico" },
    { "MHL", "RM", "Marshall Islands" },
    { "MKD", "MK", "North Macedonia" },
    { "MLI", "ML", "Mali" },
    { "MLT", "MT", "Malta" },
    { "MMR", "BM", "Myanmar" },
    { "MNE", "MJ", "Montenegro" },
    { "MNG", "MG", "Mongolia" },
    { "MNP", "CQ", "Northern Mariana Islands" },
    { "MOZ", "MZ", "Mozambique" },
    { "MRT", "MR", "Mauritania" },
    { "MSR", "MH", "Montserrat" },
    { "MTQ", "MB", "Martinique" },
    { "MUS", "MP", "Mauritius" },
    { "MWI", "MI", "Malawi" },
    { "MYS", "MY", "Malaysia" },
    { "MYT", "MF", "Mayotte" },
    { "NAM", "WA", "Namibia" },
    { "NCL", "NC", "New Caledonia" },
    { "NER", "NG", "Niger" },
    { "NFK", "NF", "Norfolk Island" },
    { "NGA", "NI", "Nigeria" },
    { "NIC", "NU", "Nicaragua" },
    { "NIU", "NE", "Niue" },
    { "NLD", "NL", "Netherlands" },
    { "NOR", "NO", "Norway" },
    { "NPL", "NP", "Nepal" },
    { "NRU", "NR", "Nauru" },
    { "NZL", "NZ", "New Zealand" },
    { "OMN", "MU", "Oman" },
    { "PAK", "PK", "Pakistan" },
    { "PAN", "PM", "Panama" },
    { "PCN", "PC", "Pitcairn Islands" },
    { "PER", "PE", "Peru" },
    { "PHL", "RP", "Philippines" },
    { "PLW", "PS", "Palau" },
    { "PNG", "PP", "Papua New Guinea" },
    { "POL", "PL", "Poland" },
    { "PRI", "RQ", "Puerto Rico" },
    { "PRK", "KN", "North Korea" },
    { "PRT", "PO", "Portugal" },
    { "PRY", "PA", "Paraguay" },
    { "PSE", "WE", "Palestine" },
    { "PYF", "FP", "French Polynesia" },
    { "QAT", "QA", "Qatar" },
    { "REU", "RE", "Reunion" },
    { "ROU", "RO", "Romania" },
    { "RUS", "RS", "Russia" },
    { "RWA", "RW", "Rwanda" },
    { "SAU", "SA", "Saudi Arabia" },
    { "SCG", "YI", "Serbia and Montenegro" },
    { "SDN", "SU", "Sudan" },
    { "SEN", "SG", "Senegal" },
    { "SGP", "SN", "Singapore" },
    { "SGS", "SX", "South Georgia and the South Sandwich Islands" },
    { "SHN", "SH", "Saint Helena" },
    { "SJM", "SV", "Svalbard and Jan Mayen" },
    { "SLB", "BP", "Solomon Islands" },
    { "SLE", "SL", "Sierra Leone" },
    { "SLV", "ES", "El Salvador" },
    { "SMR", "SM", "San Marino" },
    { "SOM", "SO", "Somalia" },
    { "SPM", "SB", "Saint Pierre and Miquelon" },
    { "SRB", "RI", "Serbia" },
    { "SSD", "OD", "South Sudan" },
    { "STP", "TP", "Sao Tome and Principe" },
    { "SUR", "NS", "Suriname" },
    { "SVK", "LO", "Slovakia" },
    { "SVN", "SI", "Slovenia" },
    { "SWE", "SW", "Sweden" },
    { "SWZ", "WZ", "Swaziland" },
    { "SXM", "NN", "Sint Maarten" },
    { "SYC", "SE", "Seychelles" },
    { "SYR", "SY", "Syria" },
    { "TCA", "TK", "Turks and Caicos Islands" },
    { "TCD", "CD", "Chad" },
    { "TGO", "TO", "Togo" },
    { "THA", "TH", "Thailand" },
    { "TJK", "TI", "Tajikistan" },
    { "TKL", "TL", "Tokelau" },
    { "TKM", "TX", "Turkmenistan" },
    { "TLS", "TT", "East Timor" },
    { "TON", "TN", "Tonga" },
    { "TTO", "TD", "Trinidad and Tobago" },
    { "TUN", "TS", "Tunisia" },
    { "TUR", "TU", "Turkey" },
    { "TUV", "TV", "Tuvalu" },
    { "TWN", "TW", "Taiwan" },
    { "TZA", "TZ", "Tanzania" },
    { "UGA", "UG", "Uganda" },
    { "UKR", "UP", "Ukraine" },
    { "UMI", "", "United States Minor Outlying Islands" },
    { "URY", "UY", "Uruguay" },
    { "USA", "US", "United States" },
    { "UZB", "UZ", "Uzbekistan" },
    { "VAT", "VT", "Vatican City" },
    { "VCT", "VC", "Saint Vincent and the Grenadines" },
    { "VEN", "VE", "Venezuela" },
    { "VGB", "VI", "British Virgin Islands" },
    { "VIR", "VQ", "U.S. Virgin Islands" },
    { "VNM", "VM", "Vietnam" },
    { "VUT", "NH", "Vanuatu" },
    { "WLF", "WF", "Wallis and Futuna" },
    { "WSM", "WS", "Samoa" },
    { "XKX", "KV", "Kosovo" },
    { "YEM", "YM", "Yemen" },
    { "ZAF", "SF", "South Africa" },
    { "ZMB", "ZA", "Zambia" },
    { "ZWE", "ZI", "Zimbabwe" },
};

enum { COUNTRY_COUNT = sizeof COUNTRIES / sizeof COUNTRIES[0] };

static const country *find(dtl_str iso3)
{
    size_t low = 0, high = COUNTRY_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = dtli_str_compare(dtli_str(COUNTRIES[middle].iso3), iso3);
        if (order == 0)
            return &COUNTRIES[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

dtl_str dtli_gdelt_fips(dtl_str iso3, dtl_str division)
{
    const country *found = find(iso3);
    if (!found)
        return DTL_STR("");
    if (dtli_str_is(iso3, "PSE") && dtli_str_starts(division, DTL_STR("Gaza")))
        return DTL_STR("GZ");
    return dtli_str(found->fips);
}

/* Codes that no country has as its own, those of the years before, and those
 * that two of the table share. */
static const char *const ALSO[][2] = {
    { "AT", "AUS" }, { "AX", "GBR" }, { "BQ", "UMI" }, { "BS", "ATF" },
    { "CR", "AUS" }, { "DQ", "UMI" }, { "DX", "GBR" }, { "EU", "ATF" },
    { "FI", "FIN" }, { "FQ", "UMI" }, { "GO", "ATF" }, { "GZ", "PSE" },
    { "HQ", "UMI" }, { "IP", "FRA" }, { "JN", "SJM" }, { "JQ", "UMI" },
    { "JU", "ATF" }, { "KQ", "UMI" }, { "LQ", "UMI" }, { "MQ", "UMI" },
    { "NL", "NLD" }, { "RB", "SRB" }, { "SR", "SRB" }, { "TC", "ARE" },
    { "TE", "ATF" }, { "WQ", "UMI" },
};

dtl_str dtli_gdelt_iso3(dtl_str fips)
{
    if (fips.len != 2)
        return DTL_STR("");
    for (size_t i = 0; i < sizeof ALSO / sizeof ALSO[0]; i++)
        if (dtli_str_is(fips, ALSO[i][0]))
            return dtli_str(ALSO[i][1]);
    for (size_t i = 0; i < COUNTRY_COUNT; i++)
        if (COUNTRIES[i].fips[0] == fips.ptr[0] &&
            COUNTRIES[i].fips[1] == fips.ptr[1])
            return dtli_str(COUNTRIES[i].iso3);
    return DTL_STR("");
}

dtl_str dtli_gdelt_country_name(dtl_str iso3)
{
    const country *found = find(iso3);
    return found ? dtli_str(found->name) : DTL_STR("");
}

/* Where CAMEO's list of countries, as GDELT has it, is not ISO's. */
static const char *const CAMEO[][2] = {
    { "IMN", "IMY" }, { "MNE", "MTN" }, { "ROU", "ROM" },
    { "TLS", "TMP" }, { "XKX", "KSV" },
};

dtl_str dtli_gdelt_cameo_country(dtl_str iso3)
{
    for (size_t i = 0; i < sizeof CAMEO / sizeof CAMEO[0]; i++)
        if (dtli_str_is(iso3, CAMEO[i][0]))
            return dtli_str(CAMEO[i][1]);
    return iso3;
}

/* The letters of the post, as GDELT has them behind "US". */
static const char *const STATES[][2] = {
    { "Alabama", "AL" },
    { "Alaska", "AK" },
    { "Arizona", "AZ" },
    { "Arkansas", "AR" },
    { "California", "CA" },
    { "Colorado", "CO" },
    { "Connecticut", "CT" },
    { "Delaware", "DE" },
    { "District of Columbia", "DC" },
    { "Florida", "FL" },
    { "Georgia", "GA" },
    { "Hawaii", "HI" },
    { "Idaho", "ID" },
    { "Illinois", "IL" },
    { "Indiana", "IN" },
    { "Iowa", "IA" },
    { "Kansas", "KS" },
    { "Kentucky", "KY" },
    { "Louisiana", "LA" },
    { "Maine", "ME" },
    { "Maryland", "MD" },
    { "Massachusetts", "MA" },
    { "Michigan", "MI" },
    { "Minnesota", "MN" },
    { "Mississippi", "MS" },
    { "Missouri", "MO" },
    { "Montana", "MT" },
    { "Nebraska", "NE" },
    { "Nevada", "NV" },
    { "New Hampshire", "NH" },
    { "New Jersey", "NJ" },
    { "New Mexico", "NM" },
    { "New York", "NY" },
    { "North Carolina", "NC" },
    { "North Dakota", "ND" },
    { "Ohio", "OH" },
    { "Oklahoma", "OK" },
    { "Oregon", "OR" },
    { "Pennsylvania", "PA" },
    { "Rhode Island", "RI" },
    { "South Carolina", "SC" },
    { "South Dakota", "SD" },
    { "Tennessee", "TN" },
    { "Texas", "TX" },
    { "Utah", "UT" },
    { "Vermont", "VT" },
    { "Virginia", "VA" },
    { "Washington", "WA" },
    { "Washington, D.C.", "DC" },
    { "West Virginia", "WV" },
    { "Wisconsin", "WI" },
    { "Wyoming", "WY" },
};

dtl_str dtli_gdelt_state(dtl_str name)
{
    for (size_t i = 0; i < sizeof STATES / sizeof STATES[0]; i++)
        if (dtli_str_is(name, STATES[i][0]))
            return dtli_str(STATES[i][1]);
    return DTL_STR("");
}
