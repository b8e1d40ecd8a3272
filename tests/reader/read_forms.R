# read_forms.R — exported forms by read.delim and read.csv, columns of the
# types of the original: read_forms.R FOLDER_OF_FORMS FOLDER_OF_COLUMNS
arguments <- commandArgs(trailingOnly = TRUE)
kinds <- c(VARCHAR = "character", BIGINT = "numeric", DOUBLE = "numeric",
           DATE = "Date")

read <- function(form, header) {
  columns <- read.delim(file.path(arguments[2], paste0(form, ".tsv")),
                        header = FALSE, colClasses = "character", quote = "")
  types <- unname(kinds[columns$V2])
  data <- if (form == "csv") {
    read.csv(file.path(arguments[1], form), colClasses = types,
             check.names = FALSE, na.strings = "", encoding = "UTF-8")
  } else {
    read.delim(file.path(arguments[1], form), header = header, quote = "",
               comment.char = "", colClasses = types,
               check.names = FALSE, na.strings = "", encoding = "UTF-8")
  }
  if (header) {
    stopifnot(identical(names(data), columns$V1))
  } else {
    names(data) <- columns$V1
  }
  cat("ok  ", form, nrow(data), "rows\n")
  data
}

events <- read("csv", TRUE)
polecat <- read("polecat", TRUE)
phoenix <- read("phoenix", TRUE)
gdelt <- read("gdelt", FALSE)
mentions <- read("gdelt-mentions", FALSE)
stopifnot(setequal(events$id, polecat[["Event ID"]]),
          nrow(events) == nrow(polecat),
          setequal(events$id, sub("[-_].*", "", phoenix$EventID)),
          !anyDuplicated(gdelt$GLOBALEVENTID),
          sum(gdelt$NumMentions) == nrow(mentions))
