using System.Net;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Hub.Transfer;

/// <summary>Says in one line what a refusal means and what to do about it.</summary>
internal static class HubFaults
{
    /// <summary>What a refusal of the hub itself means.</summary>
    internal static Exception Of(HubCall call, HttpResponseMessage response, bool signed, TimeProvider time)
    {
        var code = LinkHeaders.Of(response, "X-Error-Code");
        return response.StatusCode switch
        {
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425 or HttpStatusCode.RequestedRangeNotSatisfiable or >= HttpStatusCode.InternalServerError
                => Transient(call, response, time),
            HttpStatusCode.Unauthorized => new BadInputException(Unauthorized(call, signed)),
            HttpStatusCode.Forbidden => new BadInputException(Forbidden(call, signed)),
            HttpStatusCode.NotFound => new BadInputException(NotFound(call, code)),
            var status => new BadInputException($"{Host(call)} answers {(int)status} for {call.What}; a file was expected. Check the endpoint."),
        };
    }

    /// <summary>What a refusal of a host that the hub sent us to means: the address it gave is out of date, and asking again brings another.</summary>
    internal static TransientHubException Elsewhere(HubCall call, HttpResponseMessage response, Uri address, TimeProvider time) =>
        new($"{address.Authority}, to which the hub leads, answers {(int)response.StatusCode} for {call.What}; try again later, the same command goes on from here.")
        {
            RetryAfter = PauseOf(response, time),
            Status = response.StatusCode,
        };

    private static TransientHubException Transient(HubCall call, HttpResponseMessage response, TimeProvider time)
    {
        var pause = PauseOf(response, time);
        var asked = pause is { } wait ? $" and asks to wait {wait.TotalSeconds:F0} s" : "";
        return new($"{Host(call)} answers {(int)response.StatusCode} for {call.What}{asked}; try again later, the same command goes on from here.")
        {
            RetryAfter = pause,
            Status = response.StatusCode,
        };
    }

    // A moment is meant by the server's clock, which an answer tells: this machine's may have been moved.
    private static TimeSpan? PauseOf(HttpResponseMessage response, TimeProvider time)
    {
        if (response.Headers.RetryAfter is not { } header) return null;
        var pause = header.Delta ?? header.Date - (response.Headers.Date ?? time.GetUtcNow());
        return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
    }

    private static string Unauthorized(HubCall call, bool signed) => signed
        ? $"{Host(call)} does not take the token in HF_TOKEN for {call.What}: it has expired, may not read it, or there is no such repository. Check the name, or make a new token."
        : $"{Host(call)} wants to know who asks for {call.What}: it is gated, private, or does not exist. Check the name, or put a token that may read it into HF_TOKEN.{OnlyEncrypted(call)}";

    private static string OnlyEncrypted(HubCall call) => HubToken.MayGoTo(call.Address) ? "" : " A token is sent over https only.";

    private static string Forbidden(HubCall call, bool signed) => signed
        ? $"{call.What} is gated: the account of the token in HF_TOKEN may not read it. Ask for access at {PageOf(call)}, then run this again."
        : $"{call.What} is gated: ask for access at {PageOf(call)}, put your token into HF_TOKEN and run this again.{OnlyEncrypted(call)}";

    private static string NotFound(HubCall call, string? code) => (call.Path, code) switch
    {
        (_, "RevisionNotFound") => $"{Host(call)} has no revision '{call.Repository.Revision}' of '{call.Repository.Address}'; check its name.",
        (null, _) => $"{Host(call)} has no repository '{call.Repository}'; check its name and its kind.",
        _ => $"{Host(call)} has no file {call.What}; check its name.",
    };

    private static Uri PageOf(HubCall call) => new(call.Address, $"/{call.Repository.Address}");

    private static string Host(HubCall call) => $"The hub at {call.Address.Authority}";
}
