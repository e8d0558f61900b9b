using System.Collections.Frozen;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace SurgeryBench.Models.Text;

/// <summary>
/// CLIP's vocabulary of byte pairs: 256 byte symbols, the same at the end of a word, the merges joined, start and end token. The merging
/// itself is Microsoft.ML.Tokenizers'.
/// </summary>
internal sealed class BytePairs
{
    /// <summary>Entries of the vocabulary.</summary>
    public const int Size = 49408;

    private const string Resource = "bpe_simple_vocab_16e6.txt.gz", EndOfWord = "</w>";
    private static readonly Lazy<BytePairs> shared = new(() => new BytePairs(ReadMerges()));

    private readonly ImmutableArray<string> symbols;
    private readonly FrozenDictionary<char, byte> bytes;
    private readonly BpeTokenizer merging;

    private BytePairs(string[] merges)
    {
        var alphabet = Alphabet();
        bytes = Enumerable.Range(0, alphabet.Length).ToFrozenDictionary(value => alphabet[value], value => (byte)value);
        string[] letters = [.. alphabet.OrderBy(letter => letter >= 256).ThenBy(letter => letter).Select(letter => $"{letter}")];
        symbols =
        [
            .. letters, .. letters.Select(letter => letter + EndOfWord), .. merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)),
            "<|startoftext|>", "<|endoftext|>",
        ];
        merging = BpeTokenizer.Create(new BpeOptions(symbols.Select(KeyValuePair.Create<string, int>)) { Merges = merges, EndOfWordSuffix = EndOfWord, ByteLevel = true });
    }

    /// <summary>The embedded vocabulary, read when first asked for.</summary>
    public static BytePairs Clip => shared.Value;

    /// <summary>The ids of one word.</summary>
    public IReadOnlyList<int> Encode(string word) => merging.EncodeToIds(word, considerPreTokenization: false, considerNormalization: false);

    /// <summary>The text of ids, with a blank behind every word.</summary>
    /// <param name="ids">Each from 0 to <see cref="Size"/> - 1.</param>
    public string Decode(IEnumerable<int> ids)
    {
        byte[] utf8 = [.. ids.SelectMany(id => symbols[id]).Select(letter => bytes[letter])];
        return Encoding.UTF8.GetString(utf8).Replace(EndOfWord, " ", StringComparison.Ordinal);
    }

    /// <summary>A printable character for every byte: itself where it is printable, else the next one from U+0100 on.</summary>
    private static char[] Alphabet()
    {
        var next = (char)256;
        return [.. Enumerable.Range(0, 256).Select(value => value is (>= '!' and <= '~') or (>= '¡' and <= '¬') or >= '®' ? (char)value : next++)];
    }

    /// <summary>The file's first line is its version, and only so many merges as the vocabulary has room for are used.</summary>
    private static string[] ReadMerges()
    {
        using var stream = typeof(BytePairs).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(new GZipStream(stream, CompressionMode.Decompress), Encoding.UTF8);
        reader.ReadLine();
        return [.. Enumerable.Range(0, Size - 512 - 2).Select(_ => reader.ReadLine()!)];
    }
}
