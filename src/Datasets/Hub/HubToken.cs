namespace SurgeryBench.Datasets.Hub;

/// <summary>A secret that lets its holder read gated and private repositories. It prints as asterisks and goes to one host only.</summary>
public sealed class HubToken
{
    private readonly string secret;

    /// <summary>Keeps a token.</summary>
    /// <exception cref="Core.BadInputException">It could not stand in a header.</exception>
    public HubToken(string secret)
    {
        // The message leaves the value out: a mistyped token is still most of one.
        if (secret.Length == 0 || secret.Any(letter => letter is <= ' ' or >= (char)127))
            throw new Core.BadInputException("The hub token in HF_TOKEN holds blanks or other letters that no token has.");
        this.secret = secret;
    }

    /// <summary>Asterisks.</summary>
    public override string ToString() => "***";

    /// <summary>Whether it may be sent there: encrypted, or not leaving this machine.</summary>
    internal static bool MayGoTo(Uri address) => address.Scheme == Uri.UriSchemeHttps || address.IsLoopback;

    internal void Sign(HttpRequestMessage request) => request.Headers.Authorization = new("Bearer", secret);
}
