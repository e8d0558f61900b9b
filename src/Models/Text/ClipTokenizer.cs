using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Text;

/// <summary>
/// CLIP's tokenizer (Radford et al. 2021, arXiv:2103.00020): a text is cleaned, split into words, and each word into byte pairs. The
/// vocabulary is built in. It gives the ids of openai/CLIP's <c>simple_tokenizer.py</c> and of open_clip 2.0.2.
/// </summary>
/// <remarks>
/// Of the references' cleaning one step is left out, ftfy's repair of broken text: mojibake, curly quotes, ligatures, full-width letters,
/// control characters and decomposed accents stay as they are. HTML entities are those of HTML 4, closed by a semicolon.
/// </remarks>
/// <param name="dialect">Which strings stand for the start and the end token.</param>
/// <param name="longText">What becomes of a text that does not fit the context.</param>
/// <param name="contextLength">Places for tokens, start and end among them; at least 2.</param>
public sealed class ClipTokenizer(TokenizerDialect dialect = TokenizerDialect.OpenAi, LongText longText = LongText.Fail, int contextLength = 77)
{
    /// <summary>Size of the vocabulary: an id is below it.</summary>
    public const int VocabularySize = BytePairs.Size;

    /// <summary>The id every text begins with.</summary>
    public const int StartToken = VocabularySize - 2;

    /// <summary>The id every text ends with, the largest of all.</summary>
    public const int EndToken = VocabularySize - 1;

    /// <summary>The longest text taken, in UTF-16 characters.</summary>
    public const int LongestText = 100_000;

    private readonly ImmutableArray<string> specials =
        dialect == TokenizerDialect.OpenAi ? ["<|startoftext|>", "<|endoftext|>"] : ["<start_of_text>", "<end_of_text>"];

    /// <summary>Places for tokens.</summary>
    public int ContextLength { get; } = contextLength >= 2
        ? contextLength
        : throw new ArgumentOutOfRangeException(nameof(contextLength), $"The context length is {contextLength}; a start and an end token need 2.");

    /// <summary>A text as it is when it gets split: HTML unescaped twice, white space collapsed and trimmed, lower case.</summary>
    /// <exception cref="BadInputException">The text is longer than <see cref="LongestText"/>.</exception>
    public static string Clean(string text) => text.Length <= LongestText
        ? TextCleaning.Clean(text)
        : throw new BadInputException($"Text {Quoted(text)} has {text.Length} characters; at most {LongestText} are taken.");

    /// <summary>The text of ids: lower case, a blank behind every word.</summary>
    /// <exception cref="BadInputException">An id is outside the vocabulary.</exception>
    public static string Decode(IEnumerable<int> ids) => BytePairs.Clip.Decode(ids.Select(id => id is >= 0 and < VocabularySize
        ? id
        : throw new BadInputException($"There is no token {id}; ids from 0 to {VocabularySize - 1} were expected.")));

    /// <summary>The ids of a text, however many, without start and end token.</summary>
    /// <exception cref="BadInputException">The text is longer than <see cref="LongestText"/>.</exception>
    public ImmutableArray<int> Encode(string text) => [.. WordSplit.Words(Clean(text), specials).SelectMany(Ids)];

    /// <summary>Texts between start and end token, filled up with zeros.</summary>
    /// <param name="texts">One or more.</param>
    /// <returns>Ids as int64, [texts, context length], owned by the caller.</returns>
    /// <exception cref="BadInputException">A text does not fit the context and is not to be cut, or is longer than <see cref="LongestText"/>.</exception>
    public Tensor EncodeAll(IReadOnlyList<string> texts)
    {
        if (texts.Count == 0) throw new BadInputException("There is no text to encode; at least one was expected.");
        var ids = new long[texts.Count, ContextLength];
        for (var row = 0; row < texts.Count; row++)
        {
            var place = 0;
            foreach (var id in Framed(texts[row])) ids[row, place++] = id;
        }
        return tensor(ids);
    }

    private ImmutableArray<int> Framed(string text)
    {
        ImmutableArray<int> framed = [StartToken, .. Encode(text), EndToken];
        if (framed.Length <= ContextLength) return framed;
        if (longText == LongText.Truncate) return [.. framed.Take(ContextLength - 1), EndToken];
        throw new BadInputException($"Text {Quoted(text)} takes {framed.Length} tokens with its start and end; the context has {ContextLength}.");
    }

    private IReadOnlyList<int> Ids(string word) => specials.IndexOf(word) switch
    {
        0 => [StartToken],
        1 => [EndToken],
        _ => BytePairs.Clip.Encode(word),
    };

    /// <summary>The start of a text, fit for one line of a message.</summary>
    internal static string Quoted(string text)
    {
        const int shown = 60;
        var start = OneLine.Of(text[..Math.Min(shown, text.Length)]);
        return text.Length > shown ? $"'{start}…'" : $"'{start}'";
    }
}
