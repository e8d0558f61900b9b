namespace SurgeryBench.Tests.Fuzzing.Mutations;

/// <summary>What an edit does to a valid input.</summary>
internal enum EditKind
{
    /// <summary>Turns one bit over.</summary>
    FlipBit,

    /// <summary>Gives a run of bytes one value.</summary>
    Fill,

    /// <summary>Puts in a run of bytes of one value: deep nesting, in every format that nests.</summary>
    InsertRun,

    /// <summary>Cuts the end off.</summary>
    Truncate,

    /// <summary>Takes bytes out.</summary>
    Delete,

    /// <summary>Says a stretch again and again.</summary>
    Repeat,

    /// <summary>Puts in a word of the format.</summary>
    InsertWord,

    /// <summary>Writes a word of the format over what is there.</summary>
    OverwriteWord,

    /// <summary>Puts a word of the format in place of a word of the text.</summary>
    ReplaceWord,

    /// <summary>Goes on with another input of the corpus.</summary>
    Splice,

    /// <summary>Puts in a stretch of another input of the corpus.</summary>
    InsertSlice,

    /// <summary>Writes a binary number, of 1, 2, 4 or 8 bytes in either order: 0, -1, the borders of every width, huge.</summary>
    OverwriteNumber,

    /// <summary>Changes a binary number a little.</summary>
    AddToNumber,

    /// <summary>Puts a number in place of one in digits.</summary>
    ReplaceDigits,
}
